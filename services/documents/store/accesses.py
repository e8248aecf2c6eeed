"""How a reading by an officer is recorded."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert

from services.contracts.actor import Actor
from services.contracts.documents import Acted
from services.documents import tables
from services.documents.domain.document import Document
from services.kit.work import Work

ONE_READING = timedelta(minutes=10)
"""Whoever turns to another page within it reads on."""


class SqlAccesses:
    def __init__(self, work: Work) -> None:
        self._work = work

    def record(self, document: Document, reader_id: UUID, application_id: UUID, at: datetime) -> None:
        reading = _reading(document, reader_id, application_id, at) | {"idempotency_key": self._work.idempotency_key}
        self._work.session.execute(insert(tables.accesses).values(reading).on_conflict_do_nothing())
        self._work.concerns(document.owner_id, detail=str(application_id))

    def record_pages(self, document: Document, reader: Actor, application_id: UUID, at: datetime) -> None:
        """With its act. Whoever turns pages reads on: it is one reading."""
        t = tables.accesses.c
        lately = exists().where(
            t.reader_id == reader.id,
            t.document_id == document.id,
            t.application_id == application_id,
            t.read_at > at - ONE_READING,
        )
        if self._work.session.scalar(select(lately)):
            return
        self._work.session.execute(insert(tables.accesses).values(_reading(document, reader.id, application_id, at)))
        owner, purpose = document.owner_id, str(application_id)
        self._work.record(Acted.by(reader, "paper_read", at, "document", document.id, member_id=owner, detail=purpose))


def _reading(document: Document, reader_id: UUID, application_id: UUID, at: datetime) -> dict[str, object]:
    return {
        "id": uuid4(),
        "document_id": document.id,
        "owner_id": document.owner_id,
        "kind": document.kind,
        "reader_id": reader_id,
        "read_at": at,
        "application_id": application_id,
    }
