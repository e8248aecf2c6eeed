"""Number requests: the employer's correspondent assigns, an officer communicates."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.conventions import PDF, Body, Paged, Sent
from gateway.api.sections import section
from gateway.letters import letters_answer
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity import (
    AssignNumber,
    CgosNumber,
    CommunicateNumber,
    Email,
    ListNumberRequests,
    Name,
    NumberRequestStatus,
    NumberRequestView,
    RejectNumberRequest,
)
from services.contracts.identity.number_office import (
    AssignForEstablishment,
    CorrectNumberRequest,
    ListDueLetters,
    MarkLetterPosted,
    MergeNumberRequest,
    ResendNumber,
)

router = section("staff: number requests", "/staff/number-requests")


class AssignBody(Body):
    cgos_number: CgosNumber | None = None


class RejectBody(Body):
    reason: str = Field(min_length=1, max_length=1000, examples=["Cette personne ne travaille pas ici."])


class CorrectionBody(Body):
    """What is absent stays as it is."""

    family_name: Name | None = None
    given_name: Name | None = None
    birth_date: date | None = None
    email: Email | None = None
    postal_address: str | None = Field(default=None, max_length=500)
    delivery: Literal["email", "post"] | None = None


class MergeBody(Body):
    member_id: UUID


@router.get(
    "/letters", response_class=Response, responses={200: {"description": "One sheet a letter.", "content": PDF}}
)
async def list_due_letters(caller: Annotated[Caller, asking(ListDueLetters)], request: Request) -> Response:
    """Numbers that go by post and were not marked as posted: a PDF for window envelopes, a hundred letters at most."""
    found = await caller.ask(ListDueLetters())
    state = request.app.state
    return await letters_answer(found.items, str(state.settings.public_url), state.printer)


@router.get("")
async def list_number_requests(
    caller: Annotated[Caller, asking(ListNumberRequests)],
    paging: Paged,
    status: Annotated[NumberRequestStatus | None, Query()] = None,
) -> Page[NumberRequestView]:
    """A correspondent sees those of their establishments, an officer all; oldest first."""
    return await caller.ask(ListNumberRequests(**paging.of(status=status)))


@router.post("/{request_id}/assign-number")
async def assign_number(
    request_id: UUID, caller: Annotated[Caller, asking(AssignNumber)], body: Sent[AssignBody] | None = None
) -> NumberRequestView:
    """The establishment's own number, or without one the next that is free."""
    return await caller.ask(AssignNumber(request_id=request_id, cgos_number=body.cgos_number if body else None))


@router.post("/{request_id}/communicate")
async def communicate_number(
    request_id: UUID, caller: Annotated[Caller, asking(CommunicateNumber)]
) -> NumberRequestView:
    """By another person than who assigned it."""
    return await caller.ask(CommunicateNumber(request_id=request_id))


@router.post("/{request_id}/reject")
async def reject_number_request(
    request_id: UUID, body: Sent[RejectBody], caller: Annotated[Caller, asking(RejectNumberRequest)]
) -> NumberRequestView:
    return await caller.ask(RejectNumberRequest(request_id=request_id, reason=body.reason))


@router.post("/{request_id}/assign-for-establishment")
async def assign_for_establishment(
    request_id: UUID, caller: Annotated[Caller, asking(AssignForEstablishment)], body: Sent[AssignBody] | None = None
) -> NumberRequestView:
    """By an officer, where the establishment has no correspondent; another officer communicates it."""
    number = body.cgos_number if body else None
    return await caller.ask(AssignForEstablishment(request_id=request_id, cgos_number=number))


@router.post("/{request_id}/correct")
async def correct_number_request(
    request_id: UUID, body: Sent[CorrectionBody], caller: Annotated[Caller, asking(CorrectNumberRequest)]
) -> NumberRequestView:
    """Until the member has set a password. What was sent to the address before opens nothing any more."""
    return await caller.ask(CorrectNumberRequest(request_id=request_id, **body.model_dump(exclude_none=True)))


@router.post("/{request_id}/resend")
async def resend_number(request_id: UUID, caller: Annotated[Caller, asking(ResendNumber)]) -> NumberRequestView:
    """By e-mail, or as a letter of the next batch."""
    return await caller.ask(ResendNumber(request_id=request_id))


@router.post("/{request_id}/posted")
async def mark_letter_posted(
    request_id: UUID, caller: Annotated[Caller, asking(MarkLetterPosted)]
) -> NumberRequestView:
    """Its letter is in the post, and in no batch any more."""
    return await caller.ask(MarkLetterPosted(request_id=request_id))


@router.post("/{request_id}/merge")
async def merge_number_request(
    request_id: UUID, body: Sent[MergeBody], caller: Annotated[Caller, asking(MergeNumberRequest)]
) -> NumberRequestView:
    """Into the account of one of those that the request's `alike` names: they are told their number at the address that
    the account has."""
    return await caller.ask(MergeNumberRequest(request_id=request_id, member_id=body.member_id))
