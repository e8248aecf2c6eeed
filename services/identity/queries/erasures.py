"""Requests for erasure, as their member and as officers see them."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.applications.erasure import ErasureOutlookView
from services.contracts.base import Page
from services.contracts.identity.erasure import ErasureRequestView, ErasureView, ListErasures, UnknownErasure
from services.identity.file_tables import ERASURES
from services.identity.store.reach import within_reach
from services.identity.tables import ACCOUNTS, ESTABLISHMENTS
from services.kit.database.paging import page_of

_e = ERASURES.c
_SHOWN = (_e.id, _e.state, _e.reason, _e.asked_at, _e.decided_at, _e.decision_reason)


def erasure_of(session: Session, member_id: UUID, outlook: ErasureOutlookView) -> ErasureView:
    last = sa.select(*_SHOWN).where(_e.member_id == member_id).order_by(_e.asked_at.desc(), _e.id.desc()).limit(1)
    row = session.execute(last).mappings().one_or_none()
    return ErasureView(**(row or {}), **dict(outlook))


def member_of(session: Session, erasure_id: UUID) -> UUID:
    member_id: UUID | None = session.scalar(sa.select(_e.member_id).where(_e.id == erasure_id))
    if member_id is None:
        raise UnknownErasure("There is no such request.")
    return member_id


def list_erasures(session: Session, query: ListErasures, actor: Actor) -> Page[ErasureRequestView]:
    names = (ACCOUNTS.c.cgos_number, ACCOUNTS.c.family_name, ACCOUNTS.c.given_name)
    found = sa.select(*_SHOWN, _e.member_id, *names).join(ACCOUNTS, ACCOUNTS.c.id == _e.member_id)
    found = found.where(_e.state == (query.state or "asked"))
    found = found.join(ESTABLISHMENTS, ESTABLISHMENTS.c.id == ACCOUNTS.c.establishment_id).where(within_reach(actor))

    def view(row: sa.Row[Any]) -> ErasureRequestView:
        return ErasureRequestView.model_validate(dict(row._mapping))

    return page_of(session, found, [_e.asked_at, _e.id], query, view)
