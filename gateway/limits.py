"""How many bytes a request may bring, counted as they arrive, and from how many requests of one address they are
awaited at once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, Final

from fastapi import HTTPException
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_IN_SCOPE: Final = "gateway.body_limit"


class BodyTooLarge(HTTPException):
    """An HTTPException: FastAPI lets those through while it reads a body, and hides any other."""

    def __init__(self) -> None:
        # The rest of the body is not read: the connection cannot carry another request.
        super().__init__(413, headers={"Connection": "close"})


class TooManyUnfinished(HTTPException):
    def __init__(self) -> None:
        super().__init__(429, headers={"Connection": "close"})


@dataclass(slots=True)
class _Limit:
    most: int
    declared: int | None
    once_signed_in: int = 0
    """What the route takes beyond that."""
    seen: int = 0
    complete: bool = False


def make_room(scope: Scope) -> None:
    """For as much as the route takes, once it is known who sends it."""
    limit: _Limit | None = scope.get(_IN_SCOPE)
    if limit is not None:
        limit.most = max(limit.most, limit.once_signed_in)


class BodyLimit:
    """`most` bytes, or what a route of class `LargeBody` takes of somebody who is signed in."""

    def __init__(self, app: ASGIApp, most: int, unfinished_per_address: int) -> None:
        self.app = app
        self.most = most
        self.unfinished_per_address = unfinished_per_address
        self._awaited: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"")
        limit = scope[_IN_SCOPE] = _Limit(self.most, int(length) if length.isdigit() else None)
        limit.complete = b"transfer-encoding" not in headers and not limit.declared
        client = scope.get("client")

        async def receive_within() -> Message:
            if limit.complete:
                return await receive()
            if limit.declared is not None and limit.declared > limit.most:
                raise BodyTooLarge
            with self._one_more_awaited_from(client[0] if client else ""):
                message = await receive()
            limit.complete = not message.get("more_body", False)
            limit.seen += len(message.get("body", b""))
            if limit.seen > limit.most:
                raise BodyTooLarge
            return message

        await self.app(scope, receive_within, send)

    @contextmanager
    def _one_more_awaited_from(self, address: str) -> Iterator[None]:
        if self._awaited[address] >= self.unfinished_per_address:
            raise TooManyUnfinished
        self._awaited[address] += 1
        try:
            yield
        finally:
            self._awaited[address] -= 1
            if not self._awaited[address]:
                del self._awaited[address]


class LargeBody(APIRoute):
    """Routes that take a file, of whoever is signed in: `router = APIRouter(route_class=LargeBody)`."""

    most: ClassVar[int] = 27 * 1024 * 1024
    """The largest document and what a form wraps it in."""

    def get_route_handler(self):  # type: ignore[no-untyped-def]  # a coroutine function, as FastAPI's own
        handler = super().get_route_handler()

        async def with_more_room(request: Request) -> Response:
            if (limit := request.scope.get(_IN_SCOPE)) is not None:
                limit.once_signed_in = self.most
            return await handler(request)

        return with_more_room
