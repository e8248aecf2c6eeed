"""The audit's chain: rows are added and read, by a role that can do nothing else to them."""

import logging
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.identity.domain.audit import BEGINNING, Entry, Link, Record, follow
from services.identity.tables import AUDIT
from services.kit.database.locks import lock_number
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work

logger = logging.getLogger(__name__)

READ_AT_ONCE = 1000


class SqlAudit:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def append(self, record: Record) -> None:
        """The lock is held until the commit: whoever comes next sees this entry."""
        self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(lock_number("audit"))))
        known = sa.exists().where(AUDIT.c.event_id == record.event_id)
        if self._session.scalar(sa.select(known)):
            return
        entry = follow(head(self._session), record)
        columns = {"sequence": entry.link.sequence, "previous": entry.previous, "hash": entry.link.hash}
        self._session.execute(insert(AUDIT).values(**columns, **to_columns(AUDIT, record)))
        _log_once_committed(self._session, entry.link)


def head(session: Session) -> Link:
    last = session.execute(sa.select(AUDIT.c.sequence, AUDIT.c.hash).order_by(AUDIT.c.sequence.desc()).limit(1)).first()
    return Link(last.sequence, last.hash) if last else BEGINNING


def entries(session: Session) -> Iterator[Entry]:
    """All of them, in order, some at a time."""
    statement = sa.select(AUDIT).order_by(AUDIT.c.sequence).execution_options(yield_per=READ_AT_ONCE)
    return (_entry(row) for row in session.execute(statement))


def dropped_last(session: Session) -> Link:
    """The entry before the first one, where what is older than its time was dropped: an entry of the chain says so."""
    pruned = sa.select(AUDIT.c.object_id).where(AUDIT.c.act == "audit_pruned").order_by(AUDIT.c.sequence.desc())
    told = session.scalar(pruned.limit(1))
    return Link.read(told) if told else BEGINNING


def _entry(row: sa.Row[Any]) -> Entry:
    return Entry(from_row(Record, row), row.previous, Link(row.sequence, row.hash))


def _log_once_committed(session: Session, link: Link) -> None:
    """In the logs, which are kept elsewhere, so that a chain whose end was cut off is known by it."""

    def tell(_session: Session) -> None:
        logger.info("audit", extra={"sequence": link.sequence, "hash": link.hash})

    sa.event.listen(session, "after_commit", tell, once=True)
