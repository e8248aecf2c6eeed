"""What the catalogue publishes. A known code replaces what it said before."""

from typing import Annotated

from fastapi import Path

from gateway.api.conventions import refusals
from gateway.api.sections import section
from gateway.security import Caller, access
from services.contracts.actor import Role
from services.contracts.applications import (
    BadBenefit,
    BadForm,
    BadScale,
    BenefitView,
    PublishBenefit,
    PublishScale,
    Scale,
    UnknownBenefit,
)
from services.contracts.offers import (
    CampaignView,
    EndsBeforeItStarts,
    OfferView,
    PriceAbovePublic,
    PublishCampaign,
    PublishOffer,
    UnknownCampaign,
)
from services.contracts.refusals import Refusal

router = section("staff: catalogue", "/staff")

Editor = Annotated[Caller, access(Role.CATALOGUE, keyed=True)]


@router.post("/benefits", responses=refusals(BadBenefit, BadForm, BadScale))
async def publish_benefit(body: PublishBenefit, caller: Editor) -> BenefitView:
    return await caller.ask(body)


@router.post("/benefits/{code}/scales", responses=refusals(UnknownBenefit, BadBenefit, BadScale))
async def publish_scale(code: Annotated[str, Path(max_length=80)], body: Scale, caller: Editor) -> BenefitView:
    """Decisions taken keep the scale that they were taken with."""
    try:
        return await caller.ask(PublishScale(benefit_code=code, scale=body))
    except Refusal as refusal:  # the scale was the whole body
        refusal.errors = tuple(
            each.model_copy(update={"pointer": each.pointer.removeprefix("/scale")}) for each in refusal.errors
        )
        raise


@router.post("/campaigns", responses=refusals(EndsBeforeItStarts))
async def publish_campaign(body: PublishCampaign, caller: Editor) -> CampaignView:
    return await caller.ask(body)


@router.post("/offers", responses=refusals(UnknownCampaign, EndsBeforeItStarts, PriceAbovePublic))
async def publish_offer(body: PublishOffer, caller: Editor) -> OfferView:
    return await caller.ask(body)
