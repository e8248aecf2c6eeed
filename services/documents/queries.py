"""What is read. Each function answers a view; lists are by keyset, newest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, tuple_
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Page
from services.contracts.documents import (
    AccessView,
    DocumentView,
    ListAccesses,
    ListDocuments,
    UnknownDocument,
)
from services.documents import tables
from services.documents.domain.document import Document
from services.documents.domain.views import view_of
from services.documents.tables import document_of
from services.kit.database.paging import decode_cursor, encode_cursor


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
        next_cursor=_cursor_after(rows, query.limit, "created_at"),
    )


def list_accesses(session: Session, query: ListAccesses, actor: Actor) -> Page[AccessView]:
    t = tables.accesses.c
    found = select(tables.accesses).where(t.owner_id == actor.id)
    if query.cursor:
        found = found.where(tuple_(t.read_at, t.id) < decode_cursor(query.cursor, kinds=(datetime, UUID)))
    rows = session.execute(found.order_by(t.read_at.desc(), t.id.desc()).limit(query.limit + 1)).all()
    return Page[AccessView](
        items=[AccessView.model_validate(dict(row._mapping)) for row in rows[: query.limit]],
        next_cursor=_cursor_after(rows, query.limit, "read_at"),
    )


def _cursor_after(rows: Sequence[Row[Any]], limit: int, sorted_by: str) -> str | None:
    if len(rows) <= limit:
        return None
    last = rows[limit - 1]
    return encode_cursor((getattr(last, sorted_by), last.id))
