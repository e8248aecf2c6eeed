"""The copies that a member asked for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Page
from services.contracts.documents.exports import ExportView, ListExports
from services.documents import tables
from services.documents.domain.export import Export
from services.documents.store.exports import find_export
from services.kit.database.paging import page_of
from services.kit.database.rows import from_row


def get_export(session: Session, export_id: UUID, actor: Actor, now: datetime) -> ExportView:
    export = find_export(session, export_id)
    export.require_owner(actor)
    return _view(export, now)


def list_exports(session: Session, query: ListExports, actor: Actor, now: datetime) -> Page[ExportView]:
    t = tables.exports.c
    mine = select(tables.exports).where(t.member_id == actor.id)
    return page_of(
        session, mine, [t.asked_at, t.id], query, lambda row: _view(from_row(Export, row), now), newest_first=True
    )


def _view(export: Export, now: datetime) -> ExportView:
    state = export.state(now)
    download = f"/api/v1/me/exports/{export.id}/content" if state == "ready" else None
    return ExportView.of(export, state=state, download=download)
