"""Departures, as the correspondents of the establishment see them."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Page
from services.contracts.identity import EstablishmentView
from services.contracts.identity.departures import DepartureView, ListDepartures
from services.identity.file_tables import DEPARTURES
from services.identity.queries.establishments import SHOWN
from services.identity.tables import ACCOUNTS, ESTABLISHMENTS
from services.kit.database.paging import page_of

_c = DEPARTURES.c
_WHO = [ACCOUNTS.c[name] for name in ("cgos_number", "family_name", "given_name")]
_PLACE = [column.label(f"place_{column.name}") for column in SHOWN]
_DEPARTURES = (
    sa.select(DEPARTURES, *_WHO, *_PLACE)
    .join(ACCOUNTS, ACCOUNTS.c.id == _c.member_id)
    .join(ESTABLISHMENTS, ESTABLISHMENTS.c.id == _c.establishment_id)
)


def departures(session: Session, query: ListDepartures, actor: Actor) -> Page[DepartureView]:
    statement = _DEPARTURES
    reach = actor.reach(query.callers)
    if reach is not None:
        here, in_region = ESTABLISHMENTS.c.id, ESTABLISHMENTS.c.region
        statement = statement.where(here.in_(reach.establishments) | in_region.in_(reach.regions))
    if query.state is not None:
        statement = statement.where(_c.state == query.state)
    return page_of(session, statement, [_c.declared_at, _c.id], query, _view, newest_first=True)


def departure(session: Session, departure_id: UUID) -> DepartureView:
    row = session.execute(_DEPARTURES.where(_c.id == departure_id)).one()
    return _view(row)


def _view(row: sa.Row[Any]) -> DepartureView:
    place = EstablishmentView.model_validate({column.name: row._mapping[f"place_{column.name}"] for column in SHOWN})
    return DepartureView.model_validate({**row._mapping, "establishment": place})
