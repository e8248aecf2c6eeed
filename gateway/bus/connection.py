"""One connection to the broker for each worker, on its event loop, made again whenever it drops."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Protocol

import pika
from pika.adapters.asyncio_connection import AsyncioConnection
from pika.connection import Connection as PikaConnection

from services.kit.tls import Tls

log = logging.getLogger(__name__)

FIRST_DELAY = 0.05
LONGEST_DELAY = 0.5


class Tenant(Protocol):
    """Something that lives on channels of the connection."""

    def connected(self, connection: PikaConnection) -> None: ...

    def disconnected(self) -> None: ...


class _OneWrite(AsyncioConnection):  # type: ignore[misc]  # pika has no types
    """A message is three frames: one write to the socket instead of three, the same bytes."""

    def _output_marshaled_frames(self, marshaled_frames: Sequence[bytes]) -> None:
        super()._output_marshaled_frames([b"".join(marshaled_frames)])


class Connection:
    def __init__(self, url: str, name: str, tenants: Sequence[Tenant], tls: Tls) -> None:
        self._parameters = pika.URLParameters(url)
        if self._parameters.ssl_options is not None:
            self._parameters.ssl_options = pika.SSLOptions(tls.context(), server_hostname=self._parameters.host)
        self._parameters.heartbeat = 10
        self._parameters.connection_attempts = 1
        self._parameters.socket_timeout = 2.0
        self._parameters.stack_timeout = 4.0
        self._parameters.client_properties = {"connection_name": name}
        self._tenants = tenants
        self._delay = FIRST_DELAY
        self._pika: AsyncioConnection | None = None
        self._closed: asyncio.Future[None] | None = None
        self._next_try: asyncio.TimerHandle | None = None

    def start(self) -> None:
        self._next_try = None
        self._pika = _OneWrite(
            self._parameters,
            on_open_callback=self._on_open,
            on_open_error_callback=self._on_lost,
            on_close_callback=self._on_lost,
        )

    async def close(self) -> None:
        self._closed = asyncio.get_running_loop().create_future()
        if self._next_try is not None:
            self._next_try.cancel()
        elif self._pika is not None and not (self._pika.is_closing or self._pika.is_closed):
            self._pika.close()
            await asyncio.wait([self._closed], timeout=2)

    def _on_open(self, connection: PikaConnection) -> None:
        log.info("connected to the broker")
        self._delay = FIRST_DELAY
        connection.add_on_connection_blocked_callback(self._on_blocked)
        connection.add_on_connection_unblocked_callback(self._on_unblocked)
        self._tell_connected(connection)

    def _on_blocked(self, _connection: PikaConnection, _method: object) -> None:
        # The broker is out of memory or disk and reads nothing more from us: that is down, not slow.
        log.error("the broker is blocked")
        self._tell_disconnected()

    def _on_unblocked(self, connection: PikaConnection, _method: object) -> None:
        self._tell_connected(connection)

    def _on_lost(self, _connection: PikaConnection, reason: BaseException | str) -> None:
        self._pika = None
        self._tell_disconnected()
        if self._closed is not None:
            if not self._closed.done():
                self._closed.set_result(None)
            return
        log.warning("no connection to the broker: %r; next try in %.2f s", reason, self._delay)
        self._next_try = asyncio.get_running_loop().call_later(self._delay, self.start)
        self._delay = min(self._delay * 2, LONGEST_DELAY)

    def _tell_connected(self, connection: PikaConnection) -> None:
        for tenant in self._tenants:
            tenant.connected(connection)

    def _tell_disconnected(self) -> None:
        for tenant in self._tenants:
            tenant.disconnected()
