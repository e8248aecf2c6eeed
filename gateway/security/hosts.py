"""The names by which the gateway may be called. Behind any other somebody may have put us: a page of theirs whose name
leads here (DNS rebinding), or an address that a proxy would keep an answer under."""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.contracts.refusals import Refusal

_BY_ANY_NAME: Final = frozenset({"/health/live", "/health/ready", "/metrics"})
"""Probes and Prometheus call by address: the first tell nothing, the second asks for a token."""


class MisdirectedRequest(Refusal):
    status = 421


class KnownHosts:
    def __init__(
        self, app: ASGIApp, hosts: frozenset[str], answer: Callable[[Request, MisdirectedRequest], Response]
    ) -> None:
        self.app = app
        self._answer = answer
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in _BY_ANY_NAME or self._knows(scope):
            await self.app(scope, receive, send)
            return
        response = self._answer(Request(scope), MisdirectedRequest())
        await response(scope, receive, send)

    def _knows(self, scope: Scope) -> bool:
        """Whatever the port: it is another one behind each proxy."""
        named = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(named) != 1:
            return False
        try:
            return (urlsplit(f"//{named[0]}").hostname or "") in self.hosts
        except ValueError:
            return False
