"""Static files under an address that holds the hash of them all, so that a browser may keep them for ever.

One hash for the tree, not one a file: a JavaScript module that imports its neighbour by a relative path gets the
same version.
"""

import hashlib
from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

ROOT = Path(__file__).parent.parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def version() -> str:
    digest = hashlib.sha256()
    for path in sorted(ROOT.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    return f"/static/{version()}/{path}"


class VersionedFiles(StaticFiles):
    """Serves `/static/<version>/<path>`; another version's address gets today's file, not to be kept."""

    def __init__(self) -> None:
        super().__init__(directory=ROOT)

    def get_path(self, scope: Scope) -> str:
        asked, _, path = super().get_path(scope).partition("/")
        scope["agentspace.kept"] = asked == version()
        return path

    def file_response(self, full_path, stat_result, scope, status_code=200):  # type: ignore[no-untyped-def]  # starlette's own signature names os types that mypy resolves differently by version
        response: Response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = FOR_EVER if scope["agentspace.kept"] else "no-cache"
        return response
