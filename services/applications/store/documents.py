"""What documents told of each document; the greater version wins."""

from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from services.applications.domain.documents import KnownDocument
from services.applications.store.rows import to_document
from services.applications.tables import DOCUMENT_STATES
from services.contracts.applications import NotAttachable
from services.kit.work import Work


class SqlDocuments:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def get(self, document_id: UUID) -> KnownDocument:
        statement = select(DOCUMENT_STATES).where(DOCUMENT_STATES.c.document_id == document_id).with_for_update()
        row = self._session.execute(statement).mappings().one_or_none()
        if row is None:
            raise NotAttachable.at("/document_id", "Not a document of yours that can still be used.")
        return to_document(row)

    def known(self, document_ids: list[UUID]) -> dict[UUID, KnownDocument]:
        if not document_ids:
            return {}
        c = DOCUMENT_STATES.c
        statement = select(DOCUMENT_STATES).where(c.document_id.in_(document_ids)).order_by(c.document_id)
        rows = self._session.execute(statement.with_for_update()).mappings()
        return {row["document_id"]: to_document(row) for row in rows}

    def learn(self, news: KnownDocument) -> KnownDocument:
        statement = upsert(DOCUMENT_STATES).values(
            document_id=news.id,
            owner_id=news.owner_id,
            kind=news.kind,
            state=news.state,
            content_type=news.content_type,
            size=news.size,
            version=news.version,
        )
        known, told = DOCUMENT_STATES.c, statement.excluded
        newer = told.version > known.version
        statement = statement.on_conflict_do_update(
            index_elements=["document_id"],
            set_={
                "state": case((newer, told.state), else_=known.state),
                "version": func.greatest(told.version, known.version),
                "content_type": func.coalesce(known.content_type, told.content_type),
                "size": func.coalesce(known.size, told.size),
            },
        )
        return to_document(self._session.execute(statement.returning(*known)).mappings().one())

    def owners(self, document_ids: list[UUID]) -> dict[UUID, UUID]:
        if not document_ids:
            return {}
        c = DOCUMENT_STATES.c
        rows = self._session.execute(select(c.document_id, c.owner_id).where(c.document_id.in_(document_ids)))
        return {row.document_id: row.owner_id for row in rows}
