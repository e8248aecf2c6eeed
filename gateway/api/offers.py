"""Offers and campaigns, for members only."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query

from gateway.api.conventions import Paged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.offers import CampaignView, Category, GetOffer, ListCampaigns, ListOffers, OfferView

router = section("offers")


@router.get("/campaigns")
async def list_campaigns(caller: Annotated[Caller, asking(ListCampaigns)], paging: Paged) -> Page[CampaignView]:
    """Those open today in the caller's portal."""
    return await caller.ask(ListCampaigns(**paging.of()))


@router.get("/offers")
async def list_offers(
    caller: Annotated[Caller, asking(ListOffers)],
    paging: Paged,
    category: Annotated[Category | None, Query()] = None,
    campaign: Annotated[str | None, Query(max_length=80)] = None,
    q: Annotated[str | None, Query(max_length=100)] = None,
    region: Annotated[str | None, Query(max_length=100)] = None,
    from_date: Annotated[date | None, Query(alias="from")] = None,
    to_date: Annotated[date | None, Query(alias="to")] = None,
) -> Page[OfferView]:
    filters = paging.of(category=category, campaign=campaign, q=q, region=region, from_date=from_date, to_date=to_date)
    return await caller.ask(ListOffers(**filters))


@router.get("/offers/{offer_id}")
async def get_offer(offer_id: UUID, caller: Annotated[Caller, asking(GetOffer)]) -> OfferView:
    return await caller.ask(GetOffer(offer_id=offer_id))
