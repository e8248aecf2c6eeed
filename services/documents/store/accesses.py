"""How a reading by an officer is recorded."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert

from services.documents import tables
from services.documents.domain.document import Document
from services.kit.work import Work


class SqlAccesses:
    def __init__(self, work: Work) -> None:
        self._work = work

    def record(self, document: Document, reader_id: UUID, at: datetime) -> None:
        reading = {
            "id": uuid4(),
            "document_id": document.id,
            "owner_id": document.owner_id,
            "kind": document.kind,
            "reader_id": reader_id,
            "read_at": at,
            "idempotency_key": self._work.idempotency_key,
        }
        self._work.session.execute(insert(tables.accesses).values(reading).on_conflict_do_nothing())
