"""The open sessions of an account."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Page
from services.contracts.identity import ListSessions, OpenSessionView
from services.identity.domain.sessions import REFRESH_IDLE, RESTRICTED_AT_MOST, SHORT_AT_MOST, SHORT_IDLE
from services.identity.tables import SESSIONS
from services.kit.database.paging import page_of


def open_sessions(session: Session, query: ListSessions, actor: Actor, now: datetime) -> Page[OpenSessionView]:
    s = SESSIONS.c
    refreshed_by_a_member = sa.and_(s.channel == "api", s.portal != "staff")
    short = sa.and_(s.last_seen_at > now - SHORT_IDLE, s.created_at > now - SHORT_AT_MOST)
    restricted = sa.or_(s.must_change_password, s.must_enrol_totp)
    statement = sa.select(SESSIONS).where(
        s.account_id == actor.id,
        s.ended_at.is_(None),
        s.ends_at > now,
        sa.or_(short, sa.and_(refreshed_by_a_member, s.last_seen_at > now - REFRESH_IDLE)),
        sa.or_(sa.not_(restricted), s.created_at > now - RESTRICTED_AT_MOST),
    )

    def view(row: sa.Row[Any]) -> OpenSessionView:
        return OpenSessionView(**row._mapping, current=row.id == actor.session_id)

    return page_of(session, statement, [s.created_at, s.id], query, view, newest_first=True)
