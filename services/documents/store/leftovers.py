"""The objects that are to be removed from the store."""

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
