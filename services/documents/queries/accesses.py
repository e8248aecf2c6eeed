from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Page
from services.contracts.documents import (
    AccessView,
    ListAccesses,
)
from services.documents import tables
from services.documents.queries.pages import cursor_after
from services.kit.database.paging import decode_cursor


def list_accesses(session: Session, query: ListAccesses, actor: Actor) -> Page[AccessView]:
    t = tables.accesses.c
    found = select(tables.accesses).where(t.owner_id == actor.id)
    if query.cursor:
        found = found.where(tuple_(t.read_at, t.id) < decode_cursor(query.cursor, kinds=(datetime, UUID)))
    rows = session.execute(found.order_by(t.read_at.desc(), t.id.desc()).limit(query.limit + 1)).all()
    return Page[AccessView](
        items=[AccessView.model_validate(dict(row._mapping)) for row in rows[: query.limit]],
        next_cursor=cursor_after(rows, query.limit, "read_at"),
    )
