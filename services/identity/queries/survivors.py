"""Survivors' accesses, as officers see them."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Page
from services.contracts.identity.survivors import DeceasedView, ListSurvivors, SurvivorView
from services.identity.domain.accounts import Account
from services.identity.store.reach import within_reach
from services.identity.tables import ACCOUNTS, ESTABLISHMENTS
from services.kit.database.paging import page_of

_DECEASED = ACCOUNTS.alias("deceased")
_d = _DECEASED.c
_OF = [_d[name].label(f"of_{name}") for name in DeceasedView.model_fields]


def survivors(session: Session, query: ListSurvivors, actor: Actor) -> Page[SurvivorView]:
    statement = (
        sa.select(ACCOUNTS, *_OF)
        .join(_DECEASED, _d.id == ACCOUNTS.c.survives)
        .outerjoin(ESTABLISHMENTS, ESTABLISHMENTS.c.id == _d.establishment_id)
        .where(within_reach(actor))
    )
    if query.deceased_number is not None:
        statement = statement.where(_d.cgos_number == "".join(query.deceased_number.split()))
    return page_of(session, statement, [ACCOUNTS.c.created_at, ACCOUNTS.c.id], query, _row, newest_first=True)


def survivor_in_hand(session: Session, account: Account) -> SurvivorView:
    """What the list would say once it is saved."""
    return _view(account, deceased_of(session, account.survives))


def deceased_of(session: Session, member_id: UUID | None) -> DeceasedView:
    return DeceasedView.of(session.execute(sa.select(_DECEASED).where(_d.id == member_id)).one())


def _row(row: sa.Row[Any]) -> SurvivorView:
    return _view(row, DeceasedView(**{name: row._mapping[f"of_{name}"] for name in DeceasedView.model_fields}))


def _view(person: sa.Row[Any] | Account, deceased: DeceasedView) -> SurvivorView:
    state = "ended" if person.closed_at else "active" if person.activated_at else "invited"
    return SurvivorView.of(
        person,
        survivor_of=deceased,
        state=state,
        given_at=person.created_at,
        ends_at=person.access_ends_at,
        ended_at=person.closed_at,
    )
