"""Every request: its trace, its log line, its place in the metrics, and an answer whatever happens."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.metrics import HTTP_SECONDS
from services.contracts.refusals import Internal
from services.kit.telemetry import Trace, current_trace

log = logging.getLogger("gateway.access")

_QUIET: Final = frozenset({"/health/live", "/health/ready", "/metrics"})

Answer = Callable[[Request, Internal], Awaitable[Response]]


class Observed:
    """Logs the route, never the address: an address can hold a token."""

    def __init__(self, app: ASGIApp, answer: Answer) -> None:
        self.app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        trace = Trace.carry_on(Headers(scope=scope).get("traceparent"))
        scope.setdefault("state", {})["traceparent"] = str(trace)
        current_trace.set(trace)
        status = 0

        async def send_with_trace(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = trace.trace_id
            await send(message)

        try:
            await self.app(scope, receive, send_with_trace)
        except Exception:
            log.exception("unexpected in %s", _template(scope))
            if status:  # too late to say anything: the answer is broken off
                raise
            response = await self._answer(Request(scope, receive), Internal())
            await response(scope, receive, send_with_trace)
        finally:
            seconds = time.perf_counter() - started
            route = _template(scope)
            HTTP_SECONDS.labels(scope["method"], route, str(status)).observe(seconds)
            if route not in _QUIET:
                log.info(
                    "%s %s %d",
                    scope["method"],
                    route,
                    status,
                    extra={"milliseconds": round(seconds * 1000, 1), "status": status},
                )


def _template(scope: Scope) -> str:
    """The route as it is written (`/api/v1/applications/{application_id}`), so that no id makes a series of its own."""
    context = scope.get("fastapi", {}).get("effective_route_context")
    path: str = getattr(context or scope.get("route"), "path", None) or "unmatched"
    return path
