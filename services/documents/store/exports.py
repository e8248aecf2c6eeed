"""How copies for members are kept, and which are due to be made."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.documents.exports import UnknownExport
from services.documents import tables
from services.documents.domain.export import COUNTED_FOR, LEASE, MOST_IN_A_DAY, ROW_KEPT_FOR, Export
from services.kit.database.counting import one_at_a_time, seconds_until_room
from services.kit.database.pool import Database
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


def find_export(session: Session, export_id: UUID, *, for_update: bool = False) -> Export:
    """Raises UnknownExport."""
    wanted = select(tables.exports).where(tables.exports.c.id == export_id)
    row = session.execute(wanted.with_for_update() if for_update else wanted).one_or_none()
    if row is None:
        raise UnknownExport
    return from_row(Export, row)


class SqlExports:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def get(self, export_id: UUID) -> Export:
        return find_export(self._session, export_id, for_update=True)

    def under_way(self, member_id: UUID) -> Export | None:
        """From here on nobody else asks for one of this member."""
        one_at_a_time(self._session, f"exports of {member_id}")
        t = tables.exports.c
        row = self._session.execute(
            select(tables.exports).where(t.member_id == member_id, t.ready_at.is_(None))
        ).one_or_none()
        return None if row is None else from_row(Export, row)

    def seconds_until_next(self, member_id: UUID, now: datetime) -> int:
        t = tables.exports.c
        mine = t.member_id == member_id
        return seconds_until_room(self._session, t.asked_at, mine, most=MOST_IN_A_DAY, within=COUNTED_FOR, now=now)

    def save(self, export: Export) -> None:
        values = to_columns(tables.exports, export)
        upsert = insert(tables.exports).values(values)
        self._session.execute(upsert.on_conflict_do_update(index_elements=["id"], set_=values))
        if export.leftovers:
            rows = [{"key": each.key, "due_at": each.due_at} for each in export.leftovers]
            self._session.execute(insert(tables.leftovers).values(rows).on_conflict_do_nothing())
        self._work.record_all(export.events)
        export.leftovers.clear()

    def forget_old(self, now: datetime) -> None:
        self._session.execute(delete(tables.exports).where(tables.exports.c.expires_at < now - ROW_KEPT_FOR))


class ExportsOneByOne:
    """Each step in a transaction of its own: between two, other services and the store are asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, now: datetime) -> Export | None:
        """The one that has waited longest, for as long as the lease."""
        t = tables.exports.c
        waiting = select(t.id).where(t.ready_at.is_(None), t.due_at <= now).order_by(t.due_at).limit(1)
        claimed = (
            update(tables.exports)
            .where(t.id == waiting.with_for_update(skip_locked=True).scalar_subquery())
            .values(due_at=now + LEASE)
            .returning(tables.exports)
        )
        with self._database.work() as work:
            row = work.session.execute(claimed).one_or_none()
            return None if row is None else from_row(Export, row)

    def advance(self, export: Export, progress: int) -> None:
        """Raises UnknownExport where it was erased meanwhile."""
        with self._database.work() as work:
            self._changed(work, export.id, lambda one: one.advance(progress, work.now))

    def put_off(self, export: Export, until: datetime) -> None:
        with self._database.work() as work:
            self._changed(work, export.id, lambda one: one.put_off(until))

    def finish(self, export: Export, size: int) -> None:
        with self._database.work() as work:
            self._changed(work, export.id, lambda one: one.finish(size, work.now))

    def discard(self, export: Export) -> None:
        """What may have been written for one that is no longer wanted."""
        with self._database.work() as work:
            rows = [{"key": each.key, "due_at": each.due_at} for each in export.discard(work.now)]
            work.session.execute(insert(tables.leftovers).values(rows).on_conflict_do_nothing())

    @staticmethod
    def _changed(work: Work, export_id: UUID, change: Any) -> None:
        exports = SqlExports(work)
        export = exports.get(export_id)
        change(export)
        exports.save(export)
