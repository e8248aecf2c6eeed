"""The readings of a member's documents by officers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Page
from services.contracts.documents import AccessView, ListAccesses
from services.documents import tables
from services.kit.database.paging import page_of


def list_accesses(session: Session, query: ListAccesses, actor: Actor) -> Page[AccessView]:
    t = tables.accesses.c
    found = select(tables.accesses).where(t.owner_id == actor.id)
    return page_of(
        session,
        found,
        [t.read_at, t.id],
        query,
        lambda row: AccessView.model_validate(dict(row._mapping)),
        newest_first=True,
    )
