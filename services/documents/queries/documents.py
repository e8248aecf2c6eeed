from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_
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
from services.documents.queries.pages import cursor_after
from services.documents.tables import document_of
from services.kit.database.paging import decode_cursor


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
    if query.cursor:
        found = found.where(tuple_(t.created_at, t.id) < decode_cursor(query.cursor, kinds=(datetime, UUID)))
    rows = session.execute(found.order_by(t.created_at.desc(), t.id.desc()).limit(query.limit + 1)).all()
    return Page[DocumentView](
        items=[view_of(document_of(row)) for row in rows[: query.limit]],
        next_cursor=cursor_after(rows, query.limit, "created_at"),
    )
