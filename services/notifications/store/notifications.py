"""How notifications are kept: each once, numbered in the order in which they become visible."""

from dataclasses import fields
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.contracts.notifications import NotificationCreated
from services.kit.work import Work
from services.notifications.domain.notices import Notice, Notification
from services.notifications.tables import notifications, spaces


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
