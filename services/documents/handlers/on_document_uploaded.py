from datetime import datetime

from services.contracts.documents import DocumentUploaded
from services.documents.ports import Documents


def on_document_uploaded(event: DocumentUploaded, now: datetime, documents: Documents) -> None:
    """The check of what this version completed is due already."""
    document = documents.get(event.document_id)
    document.require_check(at=now)
    documents.save(document)
