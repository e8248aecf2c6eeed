"""One document, and an owner's documents."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Page
from services.contracts.documents import (
    DocumentView,
    ListDocuments,
    UnknownDocument,
)
from services.documents import tables
from services.documents.domain.document import Document
from services.documents.domain.views import view_of
from services.documents.tables import document_of
from services.kit.database.paging import page_of


def find_document(session: Session, document_id: UUID) -> Document:
    """Raises UnknownDocument."""
    row = session.execute(select(tables.documents).where(tables.documents.c.id == document_id)).one_or_none()
    if row is None:
        raise UnknownDocument
    return document_of(row)


def list_documents(session: Session, query: ListDocuments, actor: Actor) -> Page[DocumentView]:
    t = tables.documents.c
    found = select(tables.documents).where(t.owner_id == actor.id, t.state != "removed")
    if query.kind:
        found = found.where(t.kind == query.kind)
    if query.state:
        found = found.where(t.state == query.state)
    return page_of(
        session, found, [t.created_at, t.id], query, lambda row: view_of(document_of(row)), newest_first=True
    )
