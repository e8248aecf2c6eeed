"""Claim, question, decision."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, refusals, tagged
from gateway.api.sections import section
from gateway.api.staff.applications import OfficerOnce
from services.contracts.applications import (
    AlreadyClaimed,
    AmountAboveScale,
    AmountNotAllowed,
    AmountRequired,
    ClaimApplication,
    DecideApplication,
    NotClaimedByYou,
    NotComplete,
    NotUnderReview,
    ReasonRequired,
    RequestItems,
    ReviewView,
    UnknownApplication,
    UnknownItem,
)
from services.contracts.base import Money
from services.contracts.refusals import StaleVersion

router = section("staff: applications", "/staff/applications")

Euros = Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]


class ItemsBody(Body):
    items: list[str] = Field(min_length=1, max_length=30)
    message: str = Field(
        min_length=1, max_length=5000, examples=["L'avis d'impôt joint est celui de 2023 : il nous faut 2025."]
    )


class DecisionBody(Body):
    outcome: Literal["approved", "rejected"]
    amount: Money | Euros | None = None
    reason: str | None = Field(default=None, max_length=5000)


@router.post(
    "/{application_id}/claim", responses=refusals(UnknownApplication, NotComplete, AlreadyClaimed, StaleVersion)
)
async def claim_application(
    application_id: UUID, caller: OfficerOnce, version: ExpectedVersion, response: Response
) -> ReviewView:
    """Only what is complete; one officer at a time."""
    command = ClaimApplication(application_id=application_id, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.post(
    "/{application_id}/request-items",
    responses=refusals(UnknownApplication, UnknownItem, NotClaimedByYou, NotUnderReview, StaleVersion),
)
async def request_items(
    application_id: UUID, body: ItemsBody, caller: OfficerOnce, version: ExpectedVersion, response: Response
) -> ReviewView:
    command = RequestItems(
        application_id=application_id, items=body.items, message=body.message, expected_version=version
    )
    return tagged(response, await caller.ask(command))


@router.post(
    "/{application_id}/decide",
    responses=refusals(
        UnknownApplication,
        NotClaimedByYou,
        NotUnderReview,
        NotComplete,
        ReasonRequired,
        AmountRequired,
        AmountAboveScale,
        AmountNotAllowed,
        StaleVersion,
    ),
)
async def decide_application(
    application_id: UUID, body: DecisionBody, caller: OfficerOnce, version: ExpectedVersion, response: Response
) -> ReviewView:
    """`amount`, as money or as a number of euros: where the scale leaves it to the officer, or to grant less."""
    command = DecideApplication(
        application_id=application_id,
        outcome=body.outcome,
        amount=body.amount.amount if isinstance(body.amount, Money) else body.amount,
        reason=body.reason,
        expected_version=version,
    )
    return tagged(response, await caller.ask(command))
