"""Offers reserved for members: nothing of them is shown without a session."""

import asyncio
from typing import Annotated, get_args
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.doors import MemberVisit
from gateway.pages.forms import Form
from gateway.pages.paging import first_page, next_page
from services.contracts.offers import Category, GetOffer, ListCampaigns, ListOffers

router = APIRouter(prefix="/{portal:portal}/offers")


@router.get("")
async def offers(visit: MemberVisit, cursor: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    names = ("category", "campaign", "q", "region")
    form = Form({name: [value] for name, value in visit.request.query_params.items() if name in names})
    try:
        wanted = ListOffers.model_validate(form.given(*names) | {"cursor": cursor})
    except ValidationError:
        return visit.go(visit.path("/offers"))
    found, campaigns = await asyncio.gather(visit.ask(wanted), visit.ask(ListCampaigns(limit=50)))
    return await visit.show(
        "offers/list.html",
        form=form,
        offers=found.items,
        campaigns=campaigns.items,
        categories=get_args(Category),
        first=first_page(visit),
        next=next_page(visit, found.next_cursor),
    )


@router.get("/{offer_id}")
async def offer(visit: MemberVisit, offer_id: UUID) -> Response:
    return await visit.show("offers/offer.html", offer=await visit.ask(GetOffer(offer_id=offer_id)))
