"""Which documents an application or a thread holds, as applications told it: what an officer may open, and what its
owner cannot delete."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.documents.domain.holding import Holding, Keep
from services.documents.tables import holdings


class SqlHoldings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def learn(self, holding: Holding, at: datetime) -> None:
        version = holding.version
        keep = holding.keep
        told = {
            "version": version,
            "document_ids": holding.document_ids,
            "told_at": at,
            "region": holding.region,
            "kept_for": keep.why if keep else None,
            "kept_until": keep.until if keep else None,
        }
        learned = insert(holdings).values(application_id=holding.holder_id, **told)
        older = holdings.c.version < version
        self._session.execute(learned.on_conflict_do_update(index_elements=["application_id"], set_=told, where=older))

    def application_holding(self, document_id: UUID, actor: Actor, application_id: UUID | None = None) -> UUID | None:
        h = holdings.c
        found = select(h.application_id).where(h.document_ids.contains([document_id])).order_by(h.told_at.desc())
        if actor.regions:
            found = found.where(h.region.in_(actor.regions))
        if application_id is not None:
            found = found.where(h.application_id == application_id)
        return self._session.scalar(found.limit(1))

    def keeps(self, document_ids: Collection[UUID]) -> dict[UUID, list[Keep]]:
        h, wanted = holdings.c, set(document_ids)
        found: dict[UUID, list[Keep]] = {}
        if wanted:
            kept = select(h.document_ids, h.kept_for, h.kept_until).where(
                h.document_ids.overlap(list(wanted)), h.kept_for.is_not(None)
            )
            for held, why, until in self._session.execute(kept):
                for document_id in wanted.intersection(held):
                    found.setdefault(document_id, []).append(Keep(why, until))
        return found
