"""How offers are kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.kit.work import Work
from services.offers import tables
from services.offers.domain.offer import Offer
from services.offers.store.publishing import columns_of, lock_code, upsert


class SqlOffers:
    def __init__(self, work: Work) -> None:
        self._work = work

    def id_of(self, code: str) -> UUID | None:
        lock_code(self._work, "offer", code)
        return self._work.session.scalar(select(tables.offers.c.id).where(tables.offers.c.code == code))

    def save(self, offer: Offer, at: datetime) -> None:
        """`at` counts for the first time only: what is published again keeps its place."""
        columns = columns_of(offer) | {"search_text": offer.search_text}
        upsert(self._work, tables.offers, columns, only_new={"published_at": at})
        self._work.record_all(offer.events)
