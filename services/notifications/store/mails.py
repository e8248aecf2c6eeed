"""Mails: what handlers add, and what the sender takes and notes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import fields
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.kit.work import Work
from services.notifications.domain.mails import Mail, State
from services.notifications.tables import mails


class SqlMails:
    """`when_committed` is called once a mail that was added is there for a sender to find."""

    def __init__(self, work: Work, when_committed: Callable[[], None]) -> None:
        self._work = work
        self._when_committed = when_committed

    def add(self, mail: Mail) -> None:
        self._work.session.execute(insert(mails).values(**_columns(mail)).on_conflict_do_nothing())
        sa.event.listen(self._work.session, "after_commit", lambda _session: self._when_committed(), once=True)


def take_due_mails(
    session: Session, lease: timedelta, limit: int, *, states: Sequence[State], but: Collection[UUID] = ()
) -> list[Mail]:
    """Longest due first, each for one sender alone, whatever number of them there are. By the database's clock: a
    sender whose own is ahead must not take for abandoned what another has just taken."""
    now = session.execute(sa.select(sa.func.now())).scalar_one()
    due = (
        sa.select(mails)
        .where(mails.c.state.in_(states), mails.c.due_at <= now, mails.c.id.not_in(but))
        .order_by(mails.c.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = [Mail(**row) for row in session.execute(due).mappings()]
    for mail in taken:
        mail.take(at=now, lease=lease)
        save_mail(session, mail)
    return taken


def note_outcome(work: Work, mail: Mail) -> None:
    """Nothing where another sender took it meanwhile: its outcome is the one that counts."""
    still_ours = sa.and_(mails.c.id == mail.id, mails.c.attempts == mail.attempts, mails.c.state == "sending")
    noted = work.session.execute(sa.update(mails).where(still_ours).values(**_columns(mail)).returning(mails.c.id))
    if noted.first():
        for event in mail.events:
            work.record(event)


def hold_mails(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Mail]:
    """Oldest first; nobody else changes them before the end of the transaction."""
    held = sa.select(mails).where(*conditions).order_by(mails.c.created_at, mails.c.id).with_for_update()
    return [Mail(**row) for row in session.execute(held).mappings()]


def save_mail(session: Session, mail: Mail) -> None:
    session.execute(sa.update(mails).where(mails.c.id == mail.id).values(**_columns(mail)))


def _columns(mail: Mail) -> dict[str, Any]:
    return {each.name: getattr(mail, each.name) for each in fields(Mail) if each.name != "events"}
