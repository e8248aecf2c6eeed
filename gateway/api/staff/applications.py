"""The officers' queue, and the thread of an application from their side."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from gateway.api.conventions import Paged, Sent, tagged
from gateway.api.messages import AnswerBody
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import (
    OFFICERS,
    GetReview,
    ListMessages,
    ListQueue,
    MessageView,
    PostMessage,
    QueueItemView,
    QuotientTier,
    ReviewView,
    Status,
)
from services.contracts.base import Page, Portal

router = section("staff: applications", "/staff/applications")


@router.get("")
async def list_queue(
    caller: Annotated[Caller, asking(ListQueue)],
    paging: Paged,
    status: Annotated[Status | None, Query()] = None,
    benefit_code: Annotated[str | None, Query(max_length=80)] = None,
    portal: Annotated[Portal | None, Query()] = None,
    assigned: Annotated[Literal["me", "nobody", "somebody"] | None, Query()] = None,
    cgos_number: Annotated[str | None, Query(max_length=32)] = None,
    applicant: Annotated[str | None, Query(max_length=32)] = None,
    submitted_from: Annotated[date | None, Query()] = None,
    submitted_to: Annotated[date | None, Query()] = None,
    waiting_for: Annotated[Literal["member", "officer"] | None, Query()] = None,
    over_days: Annotated[int | None, Query(ge=1, le=3650)] = None,
    establishment: Annotated[str | None, Query(max_length=200)] = None,
    region: Annotated[str | None, Query(max_length=100)] = None,
    quotient_tier: Annotated[QuotientTier | None, Query()] = None,
    q: Annotated[str | None, Query(max_length=100)] = None,
) -> Page[QueueItemView]:
    """Longest waiting first. Without `status`: what can be worked on, or all that an `applicant` submitted (their
    number), or that `q` finds: a number, a reference, the beginnings of words of a name or an establishment."""
    filters = paging.of(
        status=status,
        benefit_code=benefit_code,
        portal=portal,
        assigned=assigned,
        cgos_number=cgos_number,
        applicant=applicant,
        submitted_from=submitted_from,
        submitted_to=submitted_to,
        waiting_for=waiting_for,
        over_days=over_days,
        establishment=establishment,
        region=region,
        quotient_tier=quotient_tier,
        q=q,
    )
    return await caller.ask(ListQueue(**filters))


@router.get("/{application_id}")
async def get_review(
    application_id: UUID, caller: Annotated[Caller, asking(GetReview)], response: Response
) -> ReviewView:
    return tagged(response, await caller.ask(GetReview(application_id=application_id)))


@router.get("/{application_id}/messages")
async def list_messages_as_officer(
    application_id: UUID, caller: Annotated[Caller, asking(ListMessages, only=OFFICERS)], paging: Paged
) -> Page[MessageView]:
    return await caller.ask(ListMessages(**paging.of(application_id=application_id)))


@router.post("/{application_id}/messages", status_code=201)
async def post_message_as_officer(
    application_id: UUID, body: Sent[AnswerBody], caller: Annotated[Caller, asking(PostMessage, only=OFFICERS)]
) -> MessageView:
    return await caller.ask(PostMessage(application_id=application_id, **dict(body)))
