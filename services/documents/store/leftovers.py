"""The objects that are to be removed from the store."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from services.documents import tables
from services.documents.domain.document import Leftover
from services.kit.database.pool import Database
from services.kit.work import Work


class SqlLeftovers:
    """The objects to be removed: what the outbox is to the bus, this is to the store."""

    def __init__(self, work: Work) -> None:
        self._session = work.session

    def due(self, now: datetime, limit: int) -> list[Leftover]:
        t = tables.leftovers.c
        due = select(tables.leftovers).where(t.due_at <= now).order_by(t.due_at).limit(limit)
        return [Leftover(key=row.key, due_at=row.due_at) for row in self._session.execute(due)]

    def forget(self, removed: Leftover) -> None:
        t = tables.leftovers.c
        self._session.execute(delete(tables.leftovers).where(t.key == removed.key, t.due_at == removed.due_at))

    def awaited(self, keys: Collection[str]) -> set[str]:
        t = tables.documents.c
        wanted = select(t.incoming_key).where(t.incoming_key.in_(keys), t.state.in_(("awaiting_upload", "checking")))
        return set(self._session.scalars(wanted))


class LeftoversOneByOne:
    """Each call in a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, limit: int) -> list[Leftover]:
        with self._database.work(read_only=True) as work:
            return SqlLeftovers(work).due(now, limit)

    def forget(self, removed: Leftover) -> None:
        with self._database.work() as work:
            SqlLeftovers(work).forget(removed)

    def awaited(self, keys: Collection[str]) -> set[str]:
        with self._database.work(read_only=True) as work:
            return SqlLeftovers(work).awaited(keys)
