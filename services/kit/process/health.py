"""Is this process alive, can it work, and how does it fare: HTTP on a port of its own."""

import logging
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import eventlet
import orjson
from eventlet import wsgi
from eventlet.green import socket
from nameko.extensions import SharedExtension
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from services.kit.broker.queue_consumer import SturdyQueueConsumer
from services.kit.broker.urls import GREETING, address_of
from services.kit.database.pool import DatabasePool
from services.kit.process.clock import ClockWatch
from services.kit.rpc.loopback import Loopback

logger = logging.getLogger(__name__)

PROBE_SECONDS = 1.0
StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class Operations(SharedExtension):  # type: ignore[misc]  # nameko has no types
    """/health/live: restart me where this fails. /health/ready: send me work only where this answers. /metrics."""

    queue_consumer = SturdyQueueConsumer()
    loopback = Loopback()
    database = DatabasePool()
    clock = ClockWatch()

    def start(self) -> None:
        settings = self.container.config["SETTINGS"]
        self._settings = settings
        listener = eventlet.listen((settings.operations_host, settings.operations_port))
        logger.info("operations on port %s", listener.getsockname()[1])
        self._thread = self.container.spawn_managed_thread(
            lambda: wsgi.server(listener, self.respond, log_output=False, keepalive=False), identifier="operations"
        )

    def stop(self) -> None:
        self._thread.kill()

    def kill(self) -> None:
        self._thread.kill()

    def respond(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/metrics":
            return _answer(start_response, "200 OK", generate_latest(), CONTENT_TYPE_LATEST)
        if path == "/health/live":
            # That this answers shows that the loop turns. A broker that is away is no reason to be restarted.
            return _state(
                start_response, {"consumer": self.queue_consumer.turning, "consuming": self.loopback.consumes()}
            )
        if path == "/health/ready":
            return _state(start_response, self._parts())
        return _answer(start_response, "404 Not Found", b"", "text/plain")

    def _parts(self) -> dict[str, bool]:
        probes: dict[str, Callable[[], None]] = {
            "broker": self._ask_broker,
            "database": self._ask_database,
            "clock": self._ask_clock,
        }
        if getattr(self._settings, "object_store_endpoint", None):
            probes["object_store"] = self._ask_object_store
        asked = {name: eventlet.spawn(_bounded, probe) for name, probe in probes.items()}
        return {name: answer.wait() for name, answer in asked.items()}

    def _ask_broker(self) -> None:
        host, port, over_tls = address_of(self._settings.broker_url)
        tls = self._settings.broker_tls.context() if over_tls else None
        _ask(host, port, GREETING, tls)
        if not self.queue_consumer.connected:
            raise ConnectionError("not consuming")

    def _ask_database(self) -> None:
        self.database.try_a_write()

    def _ask_clock(self) -> None:
        self.clock.measure()
        if not self.clock.fits:
            raise ValueError("the clock is too far off")

    def _ask_object_store(self) -> None:
        endpoint = self._settings.object_store_endpoint
        url = urlsplit(endpoint if "//" in endpoint else f"//{endpoint}")
        port = url.port or (443 if url.scheme == "https" else 80)
        # Any answer will do, also that nobody is allowed in without a signature. Over TLS: that it accepts.
        _ask(url.hostname or "", port, b"" if url.scheme == "https" else b"HEAD / HTTP/1.0\r\n\r\n")


def _ask(host: str, port: int, greeting: bytes, tls: Any = None) -> None:
    with (
        socket.create_connection((host, port), timeout=PROBE_SECONDS) as plain,
        tls.wrap_socket(plain, server_hostname=host) if tls else plain as connection,
    ):
        if greeting:
            connection.sendall(greeting)
            if not connection.recv(1):
                raise ConnectionError("hung up")


def _bounded(probe: Callable[[], None]) -> bool:
    try:
        with eventlet.Timeout(PROBE_SECONDS, TimeoutError()):
            probe()
    except Exception as error:  # whatever it is, that part is not ready
        logger.info("not ready: %s", type(error).__name__)
        return False
    return True


def _state(start_response: StartResponse, parts: dict[str, bool]) -> Iterable[bytes]:
    status = "200 OK" if all(parts.values()) else "503 Service Unavailable"
    body = orjson.dumps({name: "ok" if well else "fails" for name, well in parts.items()})
    return _answer(start_response, status, body, "application/json")


def _answer(start_response: StartResponse, status: str, body: bytes, content_type: str) -> Iterable[bytes]:
    start_response(status, [("Content-Type", content_type), ("Content-Length", str(len(body)))])
    return [body]
