"""How notifications are kept: each once, numbered in the order in which they become visible."""

from dataclasses import fields
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.contracts.notifications import NotificationCreated
from services.kit.member_data import is_erased
from services.kit.work import Work
from services.notifications.domain.notices import Notice, Notification
from services.notifications.tables import notifications, spaces


class SqlNotifications:
    def __init__(self, work: Work) -> None:
        self._work = work

    def is_erased(self, account_id: UUID) -> bool:
        return is_erased(self._work.session, account_id)

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

    def mark_read_up_to(self, notification_id: UUID, account_id: UUID, at: datetime) -> bool:
        table, mine = notifications, notifications.c.account_id == account_id
        number = self._work.session.scalar(sa.select(table.c.number).where(table.c.id == notification_id, mine))
        if number is None:
            return False
        self._mark_unread_read(at, mine, table.c.number <= number)
        return True

    def mark_read_about(self, application_id: UUID, account_id: UUID, at: datetime) -> None:
        table = notifications
        about = table.c.params["application_id"].astext == str(application_id)
        self._mark_unread_read(at, table.c.account_id == account_id, about)

    def _mark_unread_read(self, at: datetime, *which: sa.ColumnElement[bool]) -> None:
        unread = notifications.c.read_at.is_(None)
        self._work.session.execute(sa.update(notifications).where(unread, *which).values(read_at=at))

    def _next_number(self, account_id: UUID) -> int:
        """Holds the row until the commit: a later number is never seen before an earlier one."""
        first = insert(spaces).values(account_id=account_id, last_number=1)
        taken = first.on_conflict_do_update(
            index_elements=["account_id"], set_={"last_number": spaces.c.last_number + 1}
        )
        number: int = self._work.session.execute(taken.returning(spaces.c.last_number)).scalar_one()
        return number
