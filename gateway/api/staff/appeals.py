"""Appeals, by another officer than who decided; corrections of decisions, by two people."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Body, Paged, Sent, tagged
from gateway.api.sections import section
from gateway.api.staff.decisions import Euros
from gateway.security import Caller, asking
from services.contracts.applications import (
    AppealItemView,
    ClaimAppeal,
    ConfirmDecisionCorrection,
    CorrectDecision,
    DecideAppeal,
    DecisionCorrectionView,
    ListAppeals,
    ListDecisionCorrections,
    RefuseDecisionCorrection,
    ReleaseAppeal,
    ReviewView,
)
from services.contracts.base import Money, Page

router = section("staff: appeals", "/staff")

Reason = Annotated[str, Field(min_length=1, max_length=5000, examples=["Une pièce avait été lue de travers."])]


class AppealDecisionBody(Body):
    outcome: Literal["upheld", "dismissed"]
    amount: Money | Euros | None = None
    reason: Reason


class CorrectionOfDecisionBody(Body):
    outcome: Literal["approved", "rejected"]
    amount: Money | Euros | None = None
    reason: Reason


@router.get("/appeals")
async def list_appeals(
    caller: Annotated[Caller, asking(ListAppeals)], paging: Paged, decided: Annotated[bool, Query()] = False
) -> Page[AppealItemView]:
    """Those that are open, longest waiting first; with `decided` those that are over, the newest first."""
    return await caller.ask(ListAppeals(**paging.of(decided=decided)))


@router.post("/applications/{application_id}/appeal/claim")
async def claim_appeal(
    application_id: UUID, caller: Annotated[Caller, asking(ClaimAppeal)], response: Response
) -> ReviewView:
    """By another officer than who decided."""
    return tagged(response, await caller.ask(ClaimAppeal(application_id=application_id)))


@router.post("/applications/{application_id}/appeal/release")
async def release_appeal(
    application_id: UUID, caller: Annotated[Caller, asking(ReleaseAppeal)], response: Response
) -> ReviewView:
    return tagged(response, await caller.ask(ReleaseAppeal(application_id=application_id)))


@router.post("/applications/{application_id}/appeal/decide")
async def decide_appeal(
    application_id: UUID,
    body: Sent[AppealDecisionBody],
    caller: Annotated[Caller, asking(DecideAppeal)],
    response: Response,
) -> ReviewView:
    """Upheld, it makes a new decision: an approval, of the scale's amount where none is named."""
    command = DecideAppeal(
        application_id=application_id, outcome=body.outcome, amount=_euros(body.amount), reason=body.reason
    )
    return tagged(response, await caller.ask(command))


@router.post("/applications/{application_id}/correct-decision")
async def correct_decision(
    application_id: UUID, body: Sent[CorrectionOfDecisionBody], caller: Annotated[Caller, asking(CorrectDecision)]
) -> DecisionCorrectionView:
    """Proposes it, before it is paid; nothing changes before a supervisor who is another person confirms."""
    command = CorrectDecision(
        application_id=application_id, outcome=body.outcome, amount=_euros(body.amount), reason=body.reason
    )
    return await caller.ask(command)


@router.get("/decision-corrections")
async def list_decision_corrections(
    caller: Annotated[Caller, asking(ListDecisionCorrections)], paging: Paged
) -> Page[DecisionCorrectionView]:
    """Those that wait for a supervisor, the oldest first."""
    return await caller.ask(ListDecisionCorrections(**paging.of()))


@router.post("/decision-corrections/{decision_correction_id}/confirm")
async def confirm_decision_correction(
    decision_correction_id: UUID, caller: Annotated[Caller, asking(ConfirmDecisionCorrection)]
) -> DecisionCorrectionView:
    """By a supervisor who did not propose it: it is then the decision, and has a letter of its own."""
    return await caller.ask(ConfirmDecisionCorrection(correction_id=decision_correction_id))


@router.post("/decision-corrections/{decision_correction_id}/refuse")
async def refuse_decision_correction(
    decision_correction_id: UUID, caller: Annotated[Caller, asking(RefuseDecisionCorrection)]
) -> DecisionCorrectionView:
    """By a supervisor, or by who proposed it."""
    return await caller.ask(RefuseDecisionCorrection(correction_id=decision_correction_id))


def _euros(amount: "Money | Euros | None") -> "Euros | None":
    return amount.amount if isinstance(amount, Money) else amount
