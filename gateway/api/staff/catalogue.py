"""What the catalogue publishes. A code that exists is replaced."""

from typing import Annotated

from fastapi import Path

from gateway.api.conventions import Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import BenefitView, PublishBenefit, PublishScale, Scale
from services.contracts.offers import CampaignView, OfferView, PublishCampaign, PublishOffer
from services.contracts.refusals import Refusal

router = section("staff: catalogue", "/staff")


@router.post("/benefits")
async def publish_benefit(body: Sent[PublishBenefit], caller: Annotated[Caller, asking(PublishBenefit)]) -> BenefitView:
    return await caller.ask(body)


@router.post("/benefits/{code}/scales")
async def publish_scale(
    code: Annotated[str, Path(max_length=80)], body: Sent[Scale], caller: Annotated[Caller, asking(PublishScale)]
) -> BenefitView:
    """Decisions taken keep the scale that they were taken with."""
    try:
        return await caller.ask(PublishScale(benefit_code=code, scale=body))
    except Refusal as refusal:  # the scale was the whole body
        refusal.errors = tuple(
            each.model_copy(update={"pointer": each.pointer.removeprefix("/scale")}) for each in refusal.errors
        )
        raise


@router.post("/campaigns")
async def publish_campaign(
    body: Sent[PublishCampaign], caller: Annotated[Caller, asking(PublishCampaign)]
) -> CampaignView:
    return await caller.ask(body)


@router.post("/offers")
async def publish_offer(body: Sent[PublishOffer], caller: Annotated[Caller, asking(PublishOffer)]) -> OfferView:
    return await caller.ask(body)
