from datetime import datetime
from uuid import UUID

from services.contracts.documents import UnknownDocument
from services.documents.domain.checks import Outcome, Passed
from services.documents.ports import Documents, Readings


def conclude_check(
    document_id: UUID, outcome: Outcome, now: datetime, documents: Documents, readings: Readings
) -> None:
    try:
        document = documents.get(document_id)
    except UnknownDocument:
        return  # erased while it was looked at
    document.conclude(outcome, at=now)
    documents.save(document)
    if isinstance(outcome, Passed) and outcome.reading is not None and document.state == "accepted":
        readings.keep(document.id, outcome.reading, now)
