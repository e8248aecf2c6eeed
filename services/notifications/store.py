"""Notifications, mails and preferences in PostgreSQL."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.notifications import NotificationCreated
from services.kit.work import Work
from services.notifications.domain.mails import Mail, State
from services.notifications.domain.notices import Notice, Notification
from services.notifications.domain.preferences import Preferences
from services.notifications.tables import mails, notifications, preferences, spaces


class SqlNotifications:
    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, notice: Notice) -> None:
        notification_id = notice.id_for("notification")
        added = self._work.session.execute(
            insert(notifications)
            .values(
                id=notification_id,
                account_id=notice.account_id,
                number=self._next_number(notice.account_id),
                event_id=notice.event_id,
                type=notice.type,
                params=notice.params,
                created_at=notice.at,
            )
            .on_conflict_do_nothing()
            .returning(notifications.c.id)
        )
        if added.first():
            self._work.record(NotificationCreated(notification_id=notification_id, account_id=notice.account_id))

    def mark_read(self, notification_id: UUID, account_id: UUID, at: datetime) -> Notification | None:
        table = notifications
        marked = self._work.session.execute(
            sa.update(table)
            .where(table.c.id == notification_id, table.c.account_id == account_id)
            .values(read_at=sa.func.coalesce(table.c.read_at, at))
            .returning(*(table.c[each.name] for each in fields(Notification)))
        )
        row = marked.mappings().first()
        return Notification(**row) if row else None

    def _next_number(self, account_id: UUID) -> int:
        """Holds the row until the commit: a later number is never seen before an earlier one."""
        first = insert(spaces).values(account_id=account_id, last_number=1)
        taken = first.on_conflict_do_update(
            index_elements=["account_id"], set_={"last_number": spaces.c.last_number + 1}
        )
        number: int = self._work.session.execute(taken.returning(spaces.c.last_number)).scalar_one()
        return number


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


class SqlPreferences:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def of(self, account_id: UUID) -> Preferences:
        return preferences_of(self._session, account_id)

    def locked(self, account_id: UUID) -> Preferences:
        first = insert(preferences).values(account_id=account_id, muted=[], version=0)
        self._session.execute(first.on_conflict_do_nothing())
        return preferences_of(self._session, account_id, locked=True)

    def save(self, chosen: Preferences) -> None:
        mine = sa.update(preferences).where(preferences.c.account_id == chosen.account_id)
        self._session.execute(mine.values(muted=sorted(chosen.muted), version=chosen.version))


def preferences_of(session: Session, account_id: UUID, *, locked: bool = False) -> Preferences:
    """What a person who never chose anything has: everything by e-mail."""
    found = sa.select(preferences).where(preferences.c.account_id == account_id)
    row = session.execute(found.with_for_update() if locked else found).mappings().one_or_none()
    return Preferences(account_id, set(row["muted"]), row["version"]) if row else Preferences(account_id)
