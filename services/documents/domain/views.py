"""What its owner, and what another service, is told of a document."""

from services.contracts.documents import DocumentFactsView, DocumentView
from services.documents.domain.document import Document


def view_of(document: Document) -> DocumentView:
    return DocumentView(
        id=document.id,
        kind=document.kind,
        filename=document.filename,
        size=document.size,
        content_type=document.content_type,
        state=document.state,
        reason=document.reason,
        valid_until=document.valid_until,
        created_at=document.created_at,
        version=document.version,
    )


def facts_of(document: Document) -> DocumentFactsView:
    return DocumentFactsView(
        document_id=document.id,
        owner_id=document.owner_id,
        kind=document.kind,
        state=document.state,
        content_type=document.content_type,
        size=document.size,
        version=document.version,
    )
