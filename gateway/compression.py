"""Pages are compressed, but never where another site made the browser ask: compressed beside what that site chose,
a secret of the page could be guessed by the length of the answer (BREACH)."""

import gzip
import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OURS: Final = frozenset({"same-origin", "none"})
"""Sec-Fetch-Site of what our own page, or the person themselves, asks for. No header: not known, so not compressed."""
LEAST: Final = 1000
"""Bytes that fit in one packet anyway."""
_REFUSED = re.compile(r";\s*q=0(\.0*)?$")


def accepts_gzip(request: Request) -> bool:
    offered = [part.strip() for part in request.headers.get("accept-encoding", "").lower().split(",")]
    return any(part.partition(";")[0].strip() == "gzip" and not _REFUSED.search(part) for part in offered)


def compresses(request: Request) -> bool:
    """Whether the page that answers it is compressed."""
    return request.headers.get("sec-fetch-site") in OURS and accepts_gzip(request)


class CompressedPages:
    """What a page is made of besides, its styles and scripts, is compressed once (`gateway.pages.assets`)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if not compresses(Request(scope)):
            await self.app(scope, receive, send)
            return
        held: Message | None = None

        async def send_compressed(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _is_page(message):
                held = message
                return
            if held is not None:
                start, held = held, None
                if not message.get("more_body") and len(message["body"]) >= LEAST:
                    message = {**message, "body": gzip.compress(message["body"], 6, mtime=0)}
                    headers = MutableHeaders(scope=start)
                    headers["Content-Encoding"] = "gzip"
                    headers["Content-Length"] = str(len(message["body"]))
                    headers.add_vary_header("Accept-Encoding")
                await send(start)
            await send(message)

        await self.app(scope, receive, send_compressed)


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
