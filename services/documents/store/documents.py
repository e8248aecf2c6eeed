"""How documents are kept, with their events and the objects that they leave behind."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from services.contracts.calendar import day_in_paris
from services.contracts.documents import UnknownDocument
from services.documents import tables
from services.documents.domain.document import ENDING_IS_TOLD, Document
from services.documents.domain.quota import Usage
from services.documents.tables import document_of
from services.kit.database.rows import to_columns
from services.kit.work import Work


class SqlDocuments:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def get(self, document_id: UUID) -> Document:
        query = select(tables.documents).where(tables.documents.c.id == document_id).with_for_update()
        row = self._session.execute(query).one_or_none()
        if row is None:
            raise UnknownDocument
        return document_of(row)

    def usage_of(self, owner_id: UUID) -> Usage:
        self._session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(str(owner_id), 0))))
        t = tables.documents.c
        may_still_lie_there = select(tables.leftovers.c.key).where(tables.leftovers.c.key == t.incoming_key).exists()
        totals = select(func.count(), func.coalesce(func.sum(t.size), 0)).where(
            t.owner_id == owner_id, t.state.not_in(("removed", "rejected")) | may_still_lie_there
        )
        count, size = self._session.execute(totals).one()
        return Usage(documents=int(count), bytes=int(size))

    def past_validity(self, now: datetime, limit: int) -> Sequence[Document]:
        t = tables.documents.c
        return self._locked(
            select(tables.documents)
            .where(t.state == "accepted", t.valid_until < day_in_paris(now))
            .order_by(t.valid_until)
            .limit(limit)
        )

    def ending(self, now: datetime, limit: int) -> Sequence[Document]:
        t, today, told = tables.documents.c, day_in_paris(now), None
        due = []
        for days in ENDING_IS_TOLD:
            due.append(t.ending_told.is_not_distinct_from(told) & (t.valid_until <= today + timedelta(days=days)))
            told = days
        return self._locked(
            select(tables.documents)
            .where(t.state == "accepted", t.valid_until >= today, or_(*due))
            .order_by(t.valid_until)
            .limit(limit)
        )

    def never_uploaded(self, announced_before: datetime, limit: int) -> Sequence[Document]:
        t = tables.documents.c
        return self._locked(
            select(tables.documents)
            .where(t.state == "awaiting_upload", t.created_at < announced_before)
            .order_by(t.created_at)
            .limit(limit)
        )

    def save(self, document: Document) -> None:
        values = to_columns(tables.documents, document)
        upsert = insert(tables.documents).values(values)
        self._session.execute(upsert.on_conflict_do_update(index_elements=["id"], set_=values))
        if document.leftovers:
            rows = [{"key": leftover.key, "due_at": leftover.due_at} for leftover in document.leftovers]
            self._session.execute(insert(tables.leftovers).values(rows).on_conflict_do_nothing())
        if document.forgets_its_reading:
            self._session.execute(
                delete(tables.paper_readings).where(tables.paper_readings.c.document_id == document.id)
            )
        self._work.record_all(document.events)
        document.leftovers.clear()

    def _locked(self, query: Select[Any]) -> list[Document]:
        rows = self._session.execute(query.with_for_update(skip_locked=True))
        return [document_of(row) for row in rows]
