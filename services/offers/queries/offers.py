"""Offers: a filtered list, and one by id."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from services.contracts.base import Language, Page
from services.contracts.offers import GetOffer, ListOffers, OfferView, UnknownOffer
from services.kit.database.paging import page_of
from services.offers.domain.search import searchable
from services.offers.queries.portal import in_portal
from services.offers.tables import offer_from, offers


def list_offers(
    session: Session, query: ListOffers, portal: str | None, language: Language, today: date
) -> Page[OfferView]:
    """Newest first; what has ended is no longer listed."""
    shown = _filtered(select(offers).where(in_portal(offers, portal), _still_on(today)), query)
    order = [offers.c.published_at, offers.c.id]
    return page_of(
        session, shown, order, query, lambda row: offer_from(row._mapping).view_in(language), newest_first=True
    )


def get_offer(session: Session, query: GetOffer, portal: str | None, language: Language) -> OfferView:
    found = select(offers).where(offers.c.id == query.offer_id, in_portal(offers, portal))
    row = session.execute(found).mappings().one_or_none()
    if row is None:
        raise UnknownOffer
    return offer_from(row).view_in(language)


def _still_on(today: date) -> ColumnElement[bool]:
    return or_(offers.c.ends_on.is_(None), offers.c.ends_on >= today)


def _filtered(shown: Select[Any], query: ListOffers) -> Select[Any]:
    if query.category:
        shown = shown.where(offers.c.category == query.category)
    if query.campaign:
        shown = shown.where(offers.c.campaign == query.campaign)
    if query.region:
        shown = shown.where(offers.c.region == query.region)
    if query.from_date:
        shown = shown.where(_still_on(query.from_date))
    if query.to_date:
        shown = shown.where(or_(offers.c.starts_on.is_(None), offers.c.starts_on <= query.to_date))
    if query.q and (words := _beginnings(query.q)):
        shown = shown.where(offers.c.search.op("@@")(func.to_tsquery("simple", words)))
    return shown


def _beginnings(q: str) -> str:
    """`été à Nice` → every word, or its beginning: a member searches while typing."""
    return " & ".join(f"{word}:*" for word in searchable(q).split())
