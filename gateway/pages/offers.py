"""Offers reserved for members: nothing of them is shown without a session."""

import asyncio
from typing import Annotated, get_args
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.access import MemberPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from services.contracts.offers import Category, GetOffer, ListCampaigns, ListOffers

router = APIRouter(prefix="/{portal:portal}/offers")
FILTERS = ("category", "campaign", "q", "region")
MENU = MenuItem("nav.offers", position=50)


@router.get("")
async def offers(page: MemberPage, cursor: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    form = Form({name: [value] for name, value in page.request.query_params.items() if name in FILTERS})
    try:
        wanted = ListOffers.model_validate(form.given(*FILTERS) | {"cursor": cursor})
    except ValidationError:
        return page.go(page.path("/offers"))
    found, campaigns = await asyncio.gather(page.ask(wanted), page.ask(ListCampaigns(limit=50)))
    return await page.show(
        "offers/list.html",
        form=form,
        offers=found.items,
        campaigns=campaigns.items,
        categories=get_args(Category),
        filters=_filters(page),
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )


@router.get("/{offer_id}")
async def offer(page: MemberPage, offer_id: UUID) -> Response:
    found = await page.ask(GetOffer(offer_id=offer_id))
    return await page.show("offers/offer.html", offer=found, filters=_filters(page))


def _filters(page: PageContext) -> str:
    """What the list was narrowed down by and how far it was read: an offer's page leads back to the same place."""
    kept = [(name, value) for name, value in page.request.query_params.items() if name in {*FILTERS, "cursor"}]
    return f"?{urlencode(kept)}" if kept else ""
