"""Who has which application, corrections after the submission, and the end of what was left incomplete."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import (
    OFFICERS,
    AmendmentsView,
    AnnounceClosing,
    CancelRequest,
    ClaimView,
    KeepOpen,
    ListAmendments,
    ReassignApplication,
    ReviewView,
    SettleAmendment,
)

router = section("staff: applications", "/staff/applications")


class ReassignBody(Body):
    officer_id: UUID


class CancelledItemsBody(Body):
    items: list[str] = Field(min_length=1, max_length=30)


class ClosingBody(Body):
    reason: str = Field(min_length=1, max_length=5000, examples=["Sans réponse depuis trois mois."])


class SettleBody(Body):
    accept: list[str] = Field(default_factory=list, max_length=200, examples=[["/stay/starts_on"]])
    reason: str | None = Field(default=None, max_length=5000)


@router.post("/{application_id}/reassign")
async def reassign_application(
    application_id: UUID,
    body: Sent[ReassignBody],
    caller: Annotated[Caller, asking(ReassignApplication)],
    version: ExpectedVersion,
    response: Response,
) -> ClaimView:
    """To an officer whose role is good for it: by whoever has it, or a supervisor; what nobody has, by any officer."""
    command = ReassignApplication(application_id=application_id, officer_id=body.officer_id, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.post("/{application_id}/cancel-request")
async def cancel_request(
    application_id: UUID,
    body: Sent[CancelledItemsBody],
    caller: Annotated[Caller, asking(CancelRequest)],
    version: ExpectedVersion,
    response: Response,
) -> ReviewView:
    """Items that were asked for by mistake. Where nothing else is missing, the application is where it was."""
    command = CancelRequest(application_id=application_id, items=body.items, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.post("/{application_id}/close")
async def announce_closing(
    application_id: UUID,
    body: Sent[ClosingBody],
    caller: Annotated[Caller, asking(AnnounceClosing)],
    version: ExpectedVersion,
    response: Response,
) -> ReviewView:
    """It is announced now and made after 30 days, unless the application is complete by then."""
    command = AnnounceClosing(application_id=application_id, reason=body.reason, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.delete("/{application_id}/close")
async def keep_open(
    application_id: UUID,
    caller: Annotated[Caller, asking(KeepOpen)],
    version: ExpectedVersion,
    response: Response,
) -> ReviewView:
    """The announced closing is taken back."""
    command = KeepOpen(application_id=application_id, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.get("/{application_id}/corrections")
async def list_amendments_as_officer(
    application_id: UUID, caller: Annotated[Caller, asking(ListAmendments, only=OFFICERS)]
) -> AmendmentsView:
    """Newest first."""
    return await caller.ask(ListAmendments(application_id=application_id))


@router.post("/{application_id}/corrections/{amendment_id}/settle")
async def settle_amendment(
    application_id: UUID,
    amendment_id: UUID,
    body: Sent[SettleBody],
    caller: Annotated[Caller, asking(SettleAmendment)],
    version: ExpectedVersion,
    response: Response,
) -> ReviewView:
    """`accept`: the items that are taken over; the others are refused, with a reason."""
    command = SettleAmendment(
        application_id=application_id,
        amendment_id=amendment_id,
        accept=body.accept,
        reason=body.reason,
        expected_version=version,
    )
    return tagged(response, await caller.ask(command))
