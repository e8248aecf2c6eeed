"""The officers' queue, and the thread of an application from their side."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from gateway.api.conventions import Paged, refusals, tagged
from gateway.api.messages import MessageBody
from gateway.api.sections import section
from gateway.security import Caller, access
from services.contracts.actor import Role
from services.contracts.applications import (
    GetReview,
    ListMessages,
    ListQueue,
    MessageView,
    NotAttachable,
    NoThreadYet,
    PostMessage,
    QueueItemView,
    ReviewView,
    Status,
    UnknownApplication,
)
from services.contracts.base import Page, Portal

router = section("staff: applications", "/staff/applications")

Officer = Annotated[Caller, access(Role.OFFICER)]
OfficerOnce = Annotated[Caller, access(Role.OFFICER, keyed=True)]


@router.get("")
async def list_queue(
    caller: Officer,
    paging: Paged,
    status: Annotated[Status | None, Query()] = None,
    benefit_code: Annotated[str | None, Query(max_length=80)] = None,
    portal: Annotated[Portal | None, Query()] = None,
    assigned: Annotated[Literal["me", "nobody", "somebody"] | None, Query()] = None,
    cgos_number: Annotated[str | None, Query(max_length=32)] = None,
    submitted_from: Annotated[date | None, Query()] = None,
    submitted_to: Annotated[date | None, Query()] = None,
) -> Page[QueueItemView]:
    """Longest waiting first. Without `status`: what can be worked on."""
    filters = paging.of(
        status=status,
        benefit_code=benefit_code,
        portal=portal,
        assigned=assigned,
        cgos_number=cgos_number,
        submitted_from=submitted_from,
        submitted_to=submitted_to,
    )
    return await caller.ask(ListQueue(**filters))


@router.get("/{application_id}", responses=refusals(UnknownApplication))
async def get_review(application_id: UUID, caller: Officer, response: Response) -> ReviewView:
    return tagged(response, await caller.ask(GetReview(application_id=application_id)))


@router.get("/{application_id}/messages", responses=refusals(UnknownApplication, NoThreadYet))
async def list_messages_as_officer(application_id: UUID, caller: Officer, paging: Paged) -> Page[MessageView]:
    return await caller.ask(ListMessages(**paging.of(application_id=application_id)))


@router.post(
    "/{application_id}/messages", status_code=201, responses=refusals(UnknownApplication, NoThreadYet, NotAttachable)
)
async def post_message_as_officer(application_id: UUID, body: MessageBody, caller: OfficerOnce) -> MessageView:
    command = PostMessage(application_id=application_id, body=body.body, document_ids=body.document_ids)
    return await caller.ask(command)
