"""Claim, question, decision."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import (
    ClaimApplication,
    ClaimNextApplication,
    DecideApplication,
    OverrideRule,
    ReleaseApplication,
    RequestItems,
    ReviewView,
    RuleId,
    TakeOverRights,
)
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


class OverrideBody(Body):
    rule: RuleId = Field(examples=["ahead"])
    reason: str = Field(min_length=1, max_length=2000, examples=["L'établissement a transmis la demande avec retard."])


class RevisionBody(Body):
    revision: int = Field(ge=1)


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


@router.post("/next")
async def claim_next_application(
    caller: Annotated[Caller, asking(ClaimNextApplication)],
    response: Response,
    besides: Annotated[UUID | None, Query()] = None,
) -> ReviewView:
    """The one that waits longest of those that nobody has, else another one of mine. `besides`: not this one."""
    return tagged(response, await caller.ask(ClaimNextApplication(besides=besides)))


@router.post("/{application_id}/release")
async def release_application(
    application_id: UUID,
    caller: Annotated[Caller, asking(ReleaseApplication)],
    version: ExpectedVersion,
    response: Response,
) -> ReviewView:
    """It is anybody's again, and waits as long as it has waited."""
    command = ReleaseApplication(application_id=application_id, expected_version=version)
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


@router.post("/{application_id}/take-over-rights")
async def take_over_rights(
    application_id: UUID,
    body: Sent[RevisionBody],
    caller: Annotated[Caller, asking(TakeOverRights)],
    version: ExpectedVersion,
    response: Response,
) -> ReviewView:
    """The member's rights have changed since the submission: the application follows them."""
    command = TakeOverRights(application_id=application_id, revision=body.revision, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.post("/{application_id}/override")
async def override_rule(
    application_id: UUID,
    body: Sent[OverrideBody],
    caller: Annotated[Caller, asking(OverrideRule)],
    version: ExpectedVersion,
    response: Response,
) -> ReviewView:
    """A rule that blocks it, where the benefit lets an officer decide against it: it blocks no more."""
    command = OverrideRule(application_id=application_id, rule=body.rule, reason=body.reason, expected_version=version)
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
