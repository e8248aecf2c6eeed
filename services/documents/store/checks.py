"""Which documents wait for their check, whose turn it is, and how often each was tried."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import distinct_on

from services.documents import tables
from services.documents.domain.checks import LEASE
from services.documents.domain.document import Document
from services.documents.tables import document_of
from services.kit.database.pool import Database
from services.kit.work import Work


def claim(work: Work, now: datetime, limit: int, not_of: Collection[UUID]) -> list[Document]:
    t = tables.documents.c
    due = (t.state == "checking", t.check_due_at <= now)
    one_an_owner = (
        select(t.id, t.check_due_at)
        .where(*due, t.owner_id.not_in(not_of))
        .ext(distinct_on(t.owner_id))
        .order_by(t.owner_id, t.check_due_at)
        .subquery()
    )
    longest_waiting = select(one_an_owner.c.id).order_by(one_an_owner.c.check_due_at).limit(limit).subquery()
    # Not held, only looked at: what another process claims meanwhile is no longer due, and is left to it.
    free = select(t.id).where(t.id.in_(select(longest_waiting.c.id)), *due).with_for_update(skip_locked=True)
    claimed = (
        update(tables.documents).where(t.id.in_(free)).values(check_due_at=now + LEASE).returning(tables.documents)
    )
    return [document_of(row) for row in work.session.execute(claimed)]


class ClaimedChecks:
    """Each claim in a transaction of its own: the check that follows takes seconds, and asks store and antivirus."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, now: datetime, limit: int, not_of: Collection[UUID]) -> list[Document]:
        with self._database.work() as work:
            return claim(work, now, limit, not_of)
