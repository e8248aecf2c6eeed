"""Claim, question, decision."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import ClaimApplication, DecideApplication, RequestItems, ReviewView
from services.contracts.base import Money

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


@router.post("/{application_id}/claim")
async def claim_application(
    application_id: UUID,
    caller: Annotated[Caller, asking(ClaimApplication)],
    version: ExpectedVersion,
    response: Response,
) -> ReviewView:
    """Only what is complete; one officer at a time."""
    command = ClaimApplication(application_id=application_id, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.post("/{application_id}/request-items")
async def request_items(
    application_id: UUID,
    body: Sent[ItemsBody],
    caller: Annotated[Caller, asking(RequestItems)],
    version: ExpectedVersion,
    response: Response,
) -> ReviewView:
    command = RequestItems(
        application_id=application_id, items=body.items, message=body.message, expected_version=version
    )
    return tagged(response, await caller.ask(command))


@router.post("/{application_id}/decide")
async def decide_application(
    application_id: UUID,
    body: Sent[DecisionBody],
    caller: Annotated[Caller, asking(DecideApplication)],
    version: ExpectedVersion,
    response: Response,
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
