"""Everything that happens to a person's file, as it reaches them in the space."""

from typing import Annotated
from uuid import UUID

from fastapi import Header, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gateway.api.conventions import Body, ExpectedVersion, Paged, Sent, tagged
from gateway.api.sections import section
from gateway.notification_stream import open_stream
from gateway.security import Caller, asking
from gateway.streams import StreamsFull
from services.contracts.base import Page
from services.contracts.notifications import (
    CountUnread,
    GetPreferences,
    ListNotifications,
    MarkApplicationNotificationsRead,
    MarkNotificationRead,
    MarkNotificationsRead,
    NotificationView,
    PreferencesView,
    PutPreferences,
    Topic,
    UnreadView,
)

router = section("notifications", "/notifications")


class PreferencesBody(Body):
    """Topics that are absent stay as they are."""

    email: dict[Topic, bool] = Field(max_length=10)


class NewestBody(Body):
    newest_id: UUID
    """The newest that was seen; those before it are marked with it."""


@router.get("")
async def list_notifications(
    caller: Annotated[Caller, asking(ListNotifications)],
    paging: Paged,
    after: Annotated[UUID | None, Query(description="Those that came after this one, oldest first.")] = None,
    unread: Annotated[bool | None, Query()] = None,
) -> Page[NotificationView]:
    """Newest first."""
    return await caller.ask(ListNotifications(**paging.of(after=after, unread=unread)))


@router.get("/unread")
async def count_unread(caller: Annotated[Caller, asking(CountUnread)]) -> UnreadView:
    return await caller.ask(CountUnread())


@router.post("/read")
async def mark_notifications_read(
    body: Sent[NewestBody], caller: Annotated[Caller, asking(MarkNotificationsRead)]
) -> UnreadView:
    return await caller.ask(MarkNotificationsRead(newest_id=body.newest_id))


@router.post("/read/{application_id}")
async def mark_application_notifications_read(
    application_id: UUID, caller: Annotated[Caller, asking(MarkApplicationNotificationsRead)]
) -> UnreadView:
    """Those that tell of this application."""
    return await caller.ask(MarkApplicationNotificationsRead(application_id=application_id))


@router.post("/{notification_id}/read")
async def mark_notification_read(
    notification_id: UUID, caller: Annotated[Caller, asking(MarkNotificationRead)]
) -> NotificationView:
    return await caller.ask(MarkNotificationRead(notification_id=notification_id))


@router.get("/preferences")
async def get_preferences(caller: Annotated[Caller, asking(GetPreferences)], response: Response) -> PreferencesView:
    return tagged(response, await caller.ask(GetPreferences()))


@router.put("/preferences")
async def put_preferences(
    body: Sent[PreferencesBody],
    caller: Annotated[Caller, asking(PutPreferences)],
    version: ExpectedVersion,
    response: Response,
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
    },
)
async def stream_notifications(
    caller: Annotated[Caller, asking(ListNotifications, refuses=(StreamsFull,))],
    request: Request,
    last_event_id: Annotated[str | None, Header(max_length=100)] = None,
) -> Response:
    """What comes from now on; with Last-Event-ID, from there on. Ends with the session, or with the event `displaced`
    where the same person has opened more streams than they may have: the newest stay."""
    return await open_stream(request, caller, last_event_id)
