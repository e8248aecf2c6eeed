"""The events that the gateway itself listens to. Each worker has its own queue, gone with its connection."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import orjson
from pika.channel import Channel
from pika.connection import Connection as PikaConnection

from gateway.bus_port import Listener
from services.contracts.base import Event
from services.contracts.identity import BannersChanged, SessionRevoked
from services.contracts.notifications import NotificationCreated

log = logging.getLogger(__name__)

HEARD: dict[type[Event], Callable[[Listener, Any], None]] = {
    SessionRevoked: lambda listener, event: listener.on_session_revoked(event.session_id, event.account_id),
    BannersChanged: lambda listener, event: listener.on_banners_changed(event.account_id),
    NotificationCreated: lambda listener, event: listener.on_notification_created(event.account_id),
}
_TYPES = {event.event_type(): event for event in HEARD}
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 5.0


class EventChannel:
    """An exchange that is missing (its service never ran) closes the channel: it is tried again until it is there."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._connection: PikaConnection | None = None
        self._channel: Channel | None = None
        self._pause = SHORTEST_PAUSE
        self.is_listening = False

    def connected(self, connection: PikaConnection) -> None:
        self._connection = connection
        connection.channel(on_open_callback=self._on_channel)

    def disconnected(self) -> None:
        self._connection = self._channel = None
        self._deaf()

    def _deaf(self) -> None:
        self.is_listening = False
        self._listener.on_events_missed()

    def _on_channel(self, channel: Channel) -> None:
        self._channel = channel
        channel.add_on_close_callback(self._on_channel_closed)
        queue = f"gateway-events-{uuid4()}"
        bindings = list(HEARD)

        def bind_next(_: Any) -> None:
            if bindings:
                event = bindings.pop()
                channel.queue_bind(queue, f"{event.service()}.events", event.event_type(), callback=bind_next)
            else:
                channel.basic_consume(queue, self._on_event, auto_ack=True, callback=lambda _: self._on_ready(channel))

        channel.queue_declare(
            queue, exclusive=True, auto_delete=True, arguments={"x-queue-type": "classic"}, callback=bind_next
        )

    def _on_ready(self, channel: Channel) -> None:
        if channel is self._channel:
            self._listener.on_events_missed()  # what happened before the queue was there
            self.is_listening = True
            self._pause = SHORTEST_PAUSE

    def _on_channel_closed(self, channel: Channel, reason: Exception) -> None:
        if channel is not self._channel:
            return
        self._channel = None
        self._deaf()
        connection = self._connection
        if connection is not None and connection.is_open:
            log.info("events cannot be heard yet: %r; next try in %.1f s", reason, self._pause)
            asyncio.get_running_loop().call_later(self._pause, self._reopen, connection)
            self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _reopen(self, connection: PikaConnection) -> None:
        # Meanwhile it may have been lost, or be on its way down: the next connection brings its own channel.
        current = self._connection
        if current is not None and current is connection and current.is_open and self._channel is None:
            current.channel(on_open_callback=self._on_channel)

    def _on_event(self, _channel: Channel, method: Any, _properties: Any, body: bytes) -> None:
        event_type = _TYPES[method.routing_key]
        try:
            event = event_type.received(orjson.loads(body)["data"])
        except (ValueError, KeyError, TypeError):
            log.exception("an event %s that is not what was promised", method.routing_key)
            return
        HEARD[event_type](self._listener, event)
