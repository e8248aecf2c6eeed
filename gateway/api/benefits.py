"""What the caller's portal offers by way of aid."""

from typing import Annotated, Any

from fastapi import Path, Query

from gateway.api.conventions import Body, Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import (
    BenefitCategory,
    BenefitSummaryView,
    BenefitView,
    EstimateBenefit,
    EstimateView,
    GetBenefit,
    ListBenefits,
)
from services.contracts.base import Page

router = section("benefits", "/benefits")

BenefitCode = Annotated[str, Path(max_length=80)]


class AnswersBody(Body):
    answers: dict[str, Any]


@router.get("")
async def list_benefits(
    caller: Annotated[Caller, asking(ListBenefits)],
    paging: Paged,
    category: Annotated[BenefitCategory | None, Query()] = None,
) -> Page[BenefitSummaryView]:
    return await caller.ask(ListBenefits(**paging.of(category=category)))


@router.get("/{code}")
async def get_benefit(code: BenefitCode, caller: Annotated[Caller, asking(GetBenefit)]) -> BenefitView:
    return await caller.ask(GetBenefit(code=code))


@router.post("/{code}/estimate")
async def estimate_benefit(
    code: BenefitCode, body: Sent[AnswersBody], caller: Annotated[Caller, asking(EstimateBenefit)]
) -> EstimateView:
    """An amount and how it comes about, without keeping anything."""
    return await caller.ask(EstimateBenefit(code=code, answers=body.answers))
