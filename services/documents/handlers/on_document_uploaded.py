from datetime import datetime

from services.contracts.documents import (
    DocumentUploaded,
    RejectionReason,
)
from services.documents.ports import Documents


def on_document_uploaded(
    event: DocumentUploaded, now: datetime, documents: Documents, reason: RejectionReason | None
) -> None:
    """`reason` is what was found wrong. Of a document that has its verdict already, or is gone, nothing changes."""
    document = documents.get(event.document_id)
    if reason is None:
        document.accept(at=now)
    else:
        document.reject(reason, at=now)
    documents.save(document)
