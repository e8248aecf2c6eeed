"""How many bytes a request may bring, counted as they arrive."""

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


@dataclass(slots=True)
class _Limit:
    most: int
    declared: int | None
    seen: int = 0


class BodyLimit:
    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        length = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
        limit = scope[_IN_SCOPE] = _Limit(self.most, int(length) if length.isdigit() else None)

        async def receive_within() -> Message:
            if limit.declared is not None and limit.declared > limit.most:
                raise BodyTooLarge
            message = await receive()
            limit.seen += len(message.get("body", b""))
            if limit.seen > limit.most:
                raise BodyTooLarge
            return message

        await self.app(scope, receive_within, send)


class LargeBody(APIRoute):
    """Routes that take a file: `router = APIRouter(route_class=LargeBody)`."""

    most: ClassVar[int] = 27 * 1024 * 1024
    """The largest document and what a form wraps it in."""

    def get_route_handler(self):  # type: ignore[no-untyped-def]  # a coroutine function, as FastAPI's own
        handler = super().get_route_handler()

        async def with_more_room(request: Request) -> Response:
            if (limit := request.scope.get(_IN_SCOPE)) is not None:
                limit.most = self.most
            return await handler(request)

        return with_more_room
