"""Static files under an address that holds the hash of them all, so that a browser may keep them for ever.

One hash for the tree, not one a file: a JavaScript module that imports its neighbour by a relative path gets the
same version. They are few and small: read once, compressed once, kept in memory.
"""

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup
from starlette._utils import get_route_path
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gateway.compression import accepts_gzip

ROOT = Path(__file__).parent.parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
SHEETS: Final = ("base", "layout", "forms", "states", "content", "navigation", "face", "bench", "print")
"""In the order of the cascade; a page loads them as one."""
STYLES: Final = "styles.css"
SCRIPT: Final = "js/main.js"
_UNREAD = re.compile(rb"/\*.*?\*/|\n\s*", re.DOTALL)
"""What a style sheet holds for its readers alone."""
_IMPORT = re.compile(r'^import .*?"\./([a-z]+\.js)";', re.MULTILINE)


@cache
def _files() -> dict[str, bytes]:
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in ROOT.rglob("*") if path.is_file()}
    return files | {STYLES: b"".join(_UNREAD.sub(b"", files[f"css/{sheet}.css"]) for sheet in SHEETS)}


@cache
def _compressed(path: str) -> bytes:
    return gzip.compress(_files()[path], 9, mtime=0)


@cache
def version() -> str:
    digest = hashlib.sha256()
    for path, content in sorted(_files().items()):
        digest.update(path.encode() + b"\0" + content)
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    return f"/static/{version()}/{path}"


@cache
def styles() -> Markup:
    """To stand in a page itself."""
    return Markup(_files()[STYLES].decode())  # noqa: S704 - ours, and no markup is in it


@cache
def modules() -> tuple[str, ...]:
    """What the page's script imports before it runs: a browser told of them at once asks for all in one go."""
    found: list[str] = []
    waiting = [SCRIPT]
    while waiting:
        source = _files()[waiting.pop()].decode()
        new = [f"js/{name}" for name in _IMPORT.findall(source) if f"js/{name}" not in found]
        found += new
        waiting += new
    return tuple(found)


async def static_files(scope: Scope, receive: Receive, send: Send) -> None:
    """`/static/<version>/<path>`; another version's address gets today's file, not to be kept."""
    asked, _, path = get_route_path(scope).lstrip("/").partition("/")
    if path not in _files():
        raise HTTPException(404)
    if scope["method"] not in {"GET", "HEAD"}:
        raise HTTPException(405)
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    headers = {"Cache-Control": FOR_EVER if asked == version() else "no-cache", "Vary": "Accept-Encoding"}
    content = _files()[path]
    if accepts_gzip(Request(scope)):
        headers["Content-Encoding"] = "gzip"
        content = _compressed(path)
    await Response(content, media_type=kind, headers=headers)(scope, receive, send)
