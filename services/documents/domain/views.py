"""What its owner, and what another service, is told of a document."""

from services.contracts.documents import DocumentFactsView, DocumentView
from services.documents.domain.document import Document


def view_of(document: Document) -> DocumentView:
    return DocumentView.of(document)


def facts_of(document: Document) -> DocumentFactsView:
    return DocumentFactsView.of(document, document_id=document.id)
