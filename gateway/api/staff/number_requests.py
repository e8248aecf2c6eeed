"""Number requests: the employer's correspondent assigns, an officer communicates."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from gateway.api.conventions import Body, Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity import (
    AssignNumber,
    CgosNumber,
    CommunicateNumber,
    ListNumberRequests,
    NumberRequestStatus,
    NumberRequestView,
    RejectNumberRequest,
)

router = section("staff: number requests", "/staff/number-requests")


class AssignBody(Body):
    cgos_number: CgosNumber | None = None


class RejectBody(Body):
    reason: str = Field(min_length=1, max_length=1000, examples=["Cette personne ne travaille pas ici."])


@router.get("")
async def list_number_requests(
    caller: Annotated[Caller, asking(ListNumberRequests)],
    paging: Paged,
    status: Annotated[NumberRequestStatus | None, Query()] = None,
) -> Page[NumberRequestView]:
    """A correspondent sees those of their establishment, an officer all; oldest first."""
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
    return await caller.ask(CommunicateNumber(request_id=request_id))


@router.post("/{request_id}/reject")
async def reject_number_request(
    request_id: UUID, body: Sent[RejectBody], caller: Annotated[Caller, asking(RejectNumberRequest)]
) -> NumberRequestView:
    return await caller.ask(RejectNumberRequest(request_id=request_id, reason=body.reason))
