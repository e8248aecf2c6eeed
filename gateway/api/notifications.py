"""Everything that happens to a person's file, as it reaches them in the space."""

from typing import Annotated
from uuid import UUID

from fastapi import Header, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gateway.api.callers import MemberOrStaff, MemberOrStaffOnce
from gateway.api.conventions import Body, ExpectedVersion, Paged, refusals, tagged
from gateway.api.sections import section
from gateway.notification_stream import open_stream
from gateway.streams import StreamsFull
from services.contracts.base import Page
from services.contracts.notifications import (
    CountUnread,
    GetPreferences,
    ListNotifications,
    MandatoryTopic,
    MarkNotificationRead,
    NotificationView,
    PreferencesView,
    PutPreferences,
    Topic,
    UnknownNotification,
    UnreadView,
)
from services.contracts.refusals import StaleVersion

router = section("notifications", "/notifications")


class PreferencesBody(Body):
    """Topics that are absent stay as they are."""

    email: dict[Topic, bool] = Field(max_length=10)


@router.get("", responses=refusals(UnknownNotification))
async def list_notifications(
    caller: MemberOrStaff,
    paging: Paged,
    after: Annotated[UUID | None, Query(description="Those that came after this one, oldest first.")] = None,
    unread: Annotated[bool | None, Query()] = None,
) -> Page[NotificationView]:
    """Newest first."""
    return await caller.ask(ListNotifications(**paging.of(after=after, unread=unread)))


@router.get("/unread")
async def count_unread(caller: MemberOrStaff) -> UnreadView:
    return await caller.ask(CountUnread())


@router.post("/{notification_id}/read", responses=refusals(UnknownNotification))
async def mark_notification_read(notification_id: UUID, caller: MemberOrStaffOnce) -> NotificationView:
    return await caller.ask(MarkNotificationRead(notification_id=notification_id))


@router.get("/preferences")
async def get_preferences(caller: MemberOrStaff, response: Response) -> PreferencesView:
    return tagged(response, await caller.ask(GetPreferences()))


@router.put("/preferences", responses=refusals(MandatoryTopic, StaleVersion))
async def put_preferences(
    body: PreferencesBody, caller: MemberOrStaff, version: ExpectedVersion, response: Response
) -> PreferencesView:
    command = PutPreferences(email=body.email, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.get(
    "/stream",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Server-sent events: `id` is the notification's, `data` the notification as JSON.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        204: {"description": "This stream was displaced by a newer one: open no other without being asked to."},
        **refusals(StreamsFull),
    },
)
async def stream_notifications(
    caller: MemberOrStaff, request: Request, last_event_id: Annotated[str | None, Header(max_length=100)] = None
) -> Response:
    """What comes from now on; with Last-Event-ID, from there on. Ends with the session, or with the event `displaced`
    where the same person has opened more streams than they may have: the newest stay."""
    return await open_stream(request, caller, last_event_id)
