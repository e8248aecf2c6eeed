"""One document, an owner's documents, and what they say of themselves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Page
from services.contracts.calendar import day_in_paris
from services.contracts.documents import (
    DocumentView,
    ListDocuments,
    UnknownDocument,
)
from services.documents import tables
from services.documents.domain.document import Document
from services.documents.domain.holding import longest
from services.documents.domain.reading import Reading
from services.documents.domain.views import kept, view_of
from services.documents.store.holdings import SqlHoldings
from services.documents.tables import document_of, reading_of
from services.kit.database.paging import page_of


def find_document(session: Session, document_id: UUID) -> Document:
    """Raises UnknownDocument."""
    row = session.execute(select(tables.documents).where(tables.documents.c.id == document_id)).one_or_none()
    if row is None:
        raise UnknownDocument
    return document_of(row)


def find_reading(session: Session, document_id: UUID) -> Reading | None:
    t = tables.paper_readings
    row = session.execute(select(t).where(t.c.document_id == document_id)).one_or_none()
    return reading_of(row) if row else None


def list_documents(session: Session, query: ListDocuments, actor: Actor, now: datetime) -> Page[DocumentView]:
    t = tables.documents.c
    r = tables.paper_readings
    read = [column for column in r.c if column.name != "document_id"]
    found = (
        select(tables.documents, *read)
        .outerjoin(r, r.c.document_id == t.id)
        .where(t.owner_id == actor.id, t.state != "removed")
    )
    if query.kind:
        found = found.where(t.kind == query.kind)
    if query.state:
        found = found.where(t.state == query.state)
    page = page_of(
        session,
        found,
        [t.created_at, t.id],
        query,
        lambda row: view_of(document_of(row), reading_of(row)),
        newest_first=True,
    )
    keeps, today = SqlHoldings(session).keeps([one.id for one in page.items]), day_in_paris(now)
    items = [kept(one, longest(keeps.get(one.id, []), today)) for one in page.items]
    return page.model_copy(update={"items": items})
