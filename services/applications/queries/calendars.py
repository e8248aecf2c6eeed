"""A member's deadlines, for whoever has the token."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from services.applications.domain.calendar import deadlines
from services.applications.queries.radar import prospects
from services.applications.tables import CALENDARS
from services.contracts.actor import Actor, Role
from services.contracts.applications import DeadlinesTokenView, DeadlinesView, DeadlineView, UnknownDeadlinesToken
from services.contracts.calendar import day_in_paris
from services.contracts.identity import ApplicantView
from services.contracts.language import language_of


def calendar_token(session: Session, member_id: UUID) -> DeadlinesTokenView:
    made_at = session.scalar(select(CALENDARS.c.made_at).where(CALENDARS.c.member_id == member_id))
    return DeadlinesTokenView(made_at=made_at)


def member_of(session: Session, token_hash: str) -> UUID:
    """Raises UnknownDeadlinesToken."""
    member_id: UUID = _kept(session, token_hash).member_id
    return member_id


def _kept(session: Session, token_hash: str) -> Row[Any]:
    row = session.execute(select(CALENDARS).where(CALENDARS.c.token_hash == token_hash)).one_or_none()
    if row is None:
        raise UnknownDeadlinesToken("No calendar has this address.")
    return row


def get_deadlines(session: Session, token_hash: str, applicant: ApplicantView, now: datetime) -> DeadlinesView:
    """Raises UnknownDeadlinesToken: it may have been revoked while identity was asked."""
    kept = _kept(session, token_hash)
    language = language_of(kept.language)
    member = Actor(subject=str(kept.member_id), portal=applicant.portal, roles=frozenset({Role.MEMBER}))
    found = deadlines(kept.member_id, prospects(session, member, applicant, now), day_in_paris(now))
    return DeadlinesView(
        items=[
            DeadlineView(
                uid=one.uid,
                kind=one.kind,
                code=one.benefit.code,
                title=one.benefit.name.in_language(language),
                day=one.day,
                application_id=one.application_id,
            )
            for one in found
        ],
        portal=applicant.portal,
        language=language,
        made_at=kept.made_at,
    )
