"""What the caller's portal offers by way of aid."""

from typing import Annotated, Any

from fastapi import Path, Query

from gateway.api.callers import Member
from gateway.api.conventions import Body, Paged, refusals
from gateway.api.sections import section
from gateway.security import Caller, access
from services.contracts.actor import Role
from services.contracts.applications import (
    BadAnswers,
    BenefitCategory,
    BenefitSummaryView,
    BenefitView,
    EstimateBenefit,
    EstimateView,
    GetBenefit,
    ListBenefits,
    UnknownBenefit,
)
from services.contracts.base import Page

router = section("benefits", "/benefits")

Reader = Annotated[Caller, access(Role.MEMBER, Role.CATALOGUE, Role.OFFICER)]
BenefitCode = Annotated[str, Path(max_length=80)]


class AnswersBody(Body):
    answers: dict[str, Any]


@router.get("")
async def list_benefits(
    caller: Reader, paging: Paged, category: Annotated[BenefitCategory | None, Query()] = None
) -> Page[BenefitSummaryView]:
    return await caller.ask(ListBenefits(**paging.of(category=category)))


@router.get("/{code}", responses=refusals(UnknownBenefit))
async def get_benefit(code: BenefitCode, caller: Reader) -> BenefitView:
    return await caller.ask(GetBenefit(code=code))


@router.post("/{code}/estimate", responses=refusals(UnknownBenefit, BadAnswers))
async def estimate_benefit(code: BenefitCode, body: AnswersBody, caller: Member) -> EstimateView:
    """An amount and how it comes about, without keeping anything."""
    return await caller.ask(EstimateBenefit(code=code, answers=body.answers))
