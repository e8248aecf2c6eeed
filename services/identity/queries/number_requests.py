"""Requests for a number, with the establishment and whether the person may have one already."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor, Role
from services.contracts.base import Page
from services.contracts.identity import (
    EstablishmentView,
    ListNumberRequests,
    NumberCommunicationView,
    NumberRequestView,
    UnknownNumberRequest,
)
from services.identity.tables import ACCOUNTS, ESTABLISHMENTS, NUMBER_REQUESTS
from services.kit.database.paging import page_of

_OTHERS = NUMBER_REQUESTS.alias("others")
_POSSIBLE_DUPLICATE = sa.or_(
    sa.exists().where(
        ACCOUNTS.c.identity_key == NUMBER_REQUESTS.c.identity_key,
        ACCOUNTS.c.id.is_distinct_from(NUMBER_REQUESTS.c.member_id),
    ),
    sa.exists().where(
        _OTHERS.c.identity_key == NUMBER_REQUESTS.c.identity_key,
        _OTHERS.c.id != NUMBER_REQUESTS.c.id,
        _OTHERS.c.created_at <= NUMBER_REQUESTS.c.created_at,
        _OTHERS.c.status != "rejected",
    ),
).label("possible_duplicate")

_REQUESTS = sa.select(
    NUMBER_REQUESTS,
    *(column.label(f"establishment_{column.name}") for column in ESTABLISHMENTS.c if column.name != "id"),
    _POSSIBLE_DUPLICATE,
).join(ESTABLISHMENTS, ESTABLISHMENTS.c.id == NUMBER_REQUESTS.c.establishment_id)


def number_requests(session: Session, query: ListNumberRequests, actor: Actor) -> Page[NumberRequestView]:
    statement = _REQUESTS
    if Role.OFFICER not in actor.roles:
        statement = statement.where(NUMBER_REQUESTS.c.establishment_id == actor.establishment_id)
    if query.status:
        statement = statement.where(NUMBER_REQUESTS.c.status == query.status)
    return page_of(session, statement, [NUMBER_REQUESTS.c.created_at, NUMBER_REQUESTS.c.id], query, _view)


def number_request(session: Session, request_id: UUID) -> NumberRequestView:
    row = session.execute(_REQUESTS.where(NUMBER_REQUESTS.c.id == request_id)).first()
    if row is None:
        raise UnknownNumberRequest("There is no such request.")
    return _view(row)


def number_communication(session: Session, request_id: UUID) -> NumberCommunicationView:
    bounced = sa.exists().where(
        ACCOUNTS.c.id == NUMBER_REQUESTS.c.member_id,
        ACCOUNTS.c.email == NUMBER_REQUESTS.c.email,
        ACCOUNTS.c.email_state == "bounced",
    )
    asked = sa.select(NUMBER_REQUESTS, bounced.label("email_bounced")).where(NUMBER_REQUESTS.c.id == request_id)
    row = session.execute(asked).first()
    if row is None or row.cgos_number is None:
        raise UnknownNumberRequest("There is no such request.")
    return NumberCommunicationView.model_validate(dict(row._mapping))


def _view(row: sa.Row[Any]) -> NumberRequestView:
    columns = dict(row._mapping)
    establishment = EstablishmentView(
        id=row.establishment_id,
        **{name: columns[f"establishment_{name}"] for name in ("name", "kind", "city", "postal_code", "region")},
    )
    return NumberRequestView.model_validate({**columns, "establishment": establishment})
