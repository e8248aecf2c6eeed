"""The channel that calls go out on and replies come back on."""

import asyncio
import logging
from typing import Any, NamedTuple
from uuid import uuid4

import pika
from pika.channel import Channel
from pika.connection import Connection as PikaConnection

from gateway.bus.wire import EXCHANGE, out_of_reach
from services.kit.deadlines import ANSWERED_AT

log = logging.getLogger(__name__)

REOPEN_AFTER = 0.5


class Reply(NamedTuple):
    body: bytes
    answered_at: object
    """Unix milliseconds, where whoever answered told."""


class ReplyChannel:
    """Futures by correlation id. Every one of them fails the moment the channel is lost."""

    def __init__(self) -> None:
        self._pending: dict[str, asyncio.Future[Reply]] = {}
        self._connection: PikaConnection | None = None
        self._channel: Channel | None = None
        self._ready: Channel | None = None
        self._up = asyncio.Event()
        self.reply_to = ""

    @property
    def is_up(self) -> bool:
        return self._ready is not None

    @property
    def waiting(self) -> int:
        return len(self._pending)

    async def until_up(self, seconds: float) -> None:
        """Raises TimeoutError."""
        if not self.is_up:
            async with asyncio.timeout(seconds):
                await self._up.wait()

    def expect(self, correlation_id: str) -> asyncio.Future[Reply]:
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._pending[correlation_id] = future
        return future

    def forget(self, correlation_id: str) -> None:
        self._pending.pop(correlation_id, None)

    def publish(self, routing_key: str, body: bytes, properties: pika.BasicProperties) -> None:
        if self._ready is None or not self._ready.is_open:
            raise out_of_reach("The bus is out of reach.")
        # mandatory: a service that was never deployed comes back as basic.return at once.
        self._ready.basic_publish(EXCHANGE, routing_key, body, properties, mandatory=True)

    def connected(self, connection: PikaConnection) -> None:
        self._connection = connection
        connection.channel(on_open_callback=self._on_channel)

    def disconnected(self) -> None:
        self._connection = None
        self._lose()

    def _lose(self) -> None:
        self._ready = self._channel = None
        self._up.clear()
        pending, self._pending = self._pending, {}
        for future in pending.values():
            if not future.done():
                future.set_exception(out_of_reach("The connection to the bus dropped before the answer came."))

    def _on_channel(self, channel: Channel) -> None:
        self._channel = channel
        self.reply_to = f"reply-gateway-{uuid4()}"
        channel.add_on_close_callback(self._on_channel_closed)
        channel.add_on_return_callback(self._on_return)
        queue = f"rpc.{self.reply_to}"

        def consume(_: Any) -> None:
            channel.basic_consume(queue, self._on_reply, auto_ack=True, callback=lambda _: self._on_ready(channel))

        def bind(_: Any) -> None:
            channel.queue_bind(queue, EXCHANGE, self.reply_to, callback=consume)

        # Classic whatever the virtual host's default: quorum reply queues would survive us, one for each connection.
        channel.queue_declare(
            queue, exclusive=True, auto_delete=True, arguments={"x-queue-type": "classic"}, callback=bind
        )

    def _on_ready(self, channel: Channel) -> None:
        if channel is self._channel:
            self._ready = channel
            self._up.set()

    def _on_channel_closed(self, channel: Channel, reason: Exception) -> None:
        if channel is not self._channel:
            return
        self._lose()
        connection = self._connection
        if connection is not None and connection.is_open:
            log.warning("the reply channel closed: %r", reason)
            asyncio.get_running_loop().call_later(REOPEN_AFTER, self._reopen, connection)

    def _reopen(self, connection: PikaConnection) -> None:
        if self._channel is None and self._connection is not None and self._connection is connection:
            self._connection.channel(on_open_callback=self._on_channel)

    def _on_reply(self, _channel: Channel, _method: Any, properties: pika.BasicProperties, body: bytes) -> None:
        future = self._pending.pop(properties.correlation_id, None)
        if future is not None and not future.done():
            future.set_result(Reply(body, (properties.headers or {}).get(ANSWERED_AT)))

    def _on_return(self, _channel: Channel, method: Any, properties: pika.BasicProperties, _body: bytes) -> None:
        future = self._pending.pop(properties.correlation_id, None)
        if future is not None and not future.done():
            log.error("no service answers %s", method.routing_key)
            future.set_exception(out_of_reach("The service that answers this is not running."))
