"""Notifications as they come: server-sent events, resumed from the last one seen."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gateway.security import Caller, Sessions
from gateway.streams import Streams
from services.contracts.notifications import ListNotifications, NotificationView, UnknownNotification
from services.contracts.refusals import NotAuthenticated, Refusal

log = logging.getLogger(__name__)

HEARTBEAT = 15.0
"""Seconds. Proxies close what stays silent, and a dead client is noticed by writing to it."""
COME_BACK = 3000
"""Milliseconds after which a browser opens the stream again."""
DISPLACED = "displaced"
"""The event that a stream ends with where a newer one of the same person took its place, and that event's id: a browser
that comes back by itself shows the id, and is told to stop. Else two windows would displace each other for ever."""


async def open_stream(request: Request, caller: Caller, last_event_id: str | None) -> Response:
    """Raises StreamsFull, and what the first look refuses."""
    if last_event_id == DISPLACED:
        return Response(status_code=204)  # by the HTML standard no browser comes back after that
    streams: Streams = request.app.state.streams
    streams.require_room(caller.id)
    stream = _Stream(caller, request.app.state.sessions, streams)
    await stream.start_after(last_event_id)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream.lines(), media_type="text/event-stream", headers=headers)


class _Stream:
    def __init__(self, caller: Caller, sessions: Sessions, streams: Streams) -> None:
        self._caller = caller
        self._sessions = sessions
        self._streams = streams
        self._after: UUID | None = None

    async def start_after(self, last_event_id: str | None) -> None:
        try:
            self._after = UUID(last_event_id or "")
        except ValueError:
            await self._start_now()

    async def _start_now(self) -> None:
        newest = await self._caller.ask(ListNotifications(limit=1))
        self._after = newest.items[0].id if newest.items else None

    async def lines(self) -> AsyncIterator[str]:
        with self._streams.listen(self._caller.id) as stream:
            yield f"retry: {COME_BACK}\n\n"
            something_new = True  # what came since the last one seen
            while not self._streams.closing:
                if stream.displaced:
                    yield f"id: {DISPLACED}\nevent: {DISPLACED}\ndata: {{}}\n\n"
                    return
                stream.woken.clear()
                try:
                    if something_new or self._assertion_is_over():
                        await self._still_signed_in()
                    if something_new:
                        for notification in await self._new():
                            yield _event(notification)
                        something_new = False
                except NotAuthenticated:
                    return
                except Refusal as refusal:  # out of reach: what is missed now comes with the next look
                    log.info("the stream waits: %s", refusal.code)
                if await _within(HEARTBEAT, stream.woken):
                    something_new = True
                else:
                    yield ":\n\n"

    def _assertion_is_over(self) -> bool:
        session = self._caller.session
        return session is None or session.expires_at <= datetime.now(UTC)

    async def _still_signed_in(self) -> None:
        """Raises NotAuthenticated. A stream that is merely open does not keep an idle session alive."""
        session = await self._sessions.identify(self._caller.token or "", self._caller.context, prolongs=False)
        if session is None:
            raise NotAuthenticated
        context = replace(self._caller.context, assertion=session.assertion)
        self._caller = replace(self._caller, session=session, context=context)

    async def _new(self) -> list[NotificationView]:
        """Oldest first."""
        try:
            page = await self._caller.ask(ListNotifications(limit=100, after=self._after))
        except UnknownNotification:  # the last one seen is gone, or was somebody else's
            await self._start_now()
            return []
        found = page.items if self._after else page.items[::-1]
        if found:
            self._after = found[-1].id
        return found


async def _within(seconds: float, event: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


def _event(notification: NotificationView) -> str:
    return f"id: {notification.id}\nevent: notification\ndata: {notification.model_dump_json()}\n\n"
