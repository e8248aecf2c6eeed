"""What papers say of themselves, as it was read when they were checked."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.documents.domain.reading import Reading
from services.documents.tables import paper_readings


class SqlReadings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, document_id: UUID, reading: Reading, at: datetime) -> None:
        figures = asdict(reading.notice) | {"declarants": list(reading.notice.declarants)} if reading.notice else {}
        kept = {"document_id": document_id, "paper": reading.paper, "signature": reading.signature, "read_at": at}
        self._session.execute(insert(paper_readings).values(kept | figures).on_conflict_do_nothing())
