"""Requests that a browser sends with its cookies must come from our own pages.

Two checks, both on every unsafe method: where the browser says the request comes from, and a token that only our
pages know. The token is an HMAC under the session token (or, before there is one, under a random cookie): nothing
to store, the same in every worker, gone with the session. It is masked, so that no two answers carry the same
characters: the length of compressed pages tells nothing of it.
"""

import hmac
from secrets import token_bytes, token_urlsafe
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request

from gateway.security.cookies import VISITOR_COOKIE
from services.contracts.refusals import NotPermitted

CSRF_FIELD: Final = "csrf_token"
CSRF_HEADER: Final = "X-CSRF-Token"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_SIZE: Final = 32
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


class CrossSiteRequest(NotPermitted):
    """Comes from another site, or from a page that is too old."""


def csrf_token(secret: str) -> str:
    """Another at each call; each is good as long as the secret is."""
    mask = token_bytes(_SIZE)
    return (mask + _xor(mask, _unmasked(secret))).hex()


def visitor_secret(request: Request) -> str:
    """The visitor cookie's value; a new one is set with the answer (see `gateway.security.headers`)."""
    secret = request.cookies.get(VISITOR_COOKIE)
    if secret and len(secret) < 100:
        return secret
    fresh: str | None = getattr(request.state, "new_visitor_secret", None)
    if fresh is None:
        fresh = token_urlsafe(24)
        request.state.new_visitor_secret = fresh
    return fresh


def require_own_origin(request: Request) -> None:
    """By the headers alone. Raises CrossSiteRequest."""
    if request.method not in SAFE_METHODS and not _from_our_origin(request):
        raise CrossSiteRequest("The request comes from another site.")


async def require_own_page(request: Request, *secrets: str | None) -> None:
    """May read the form to find the token in it. Raises CrossSiteRequest."""
    if request.method in SAFE_METHODS:
        return
    sent = request.headers.get(CSRF_HEADER)
    if sent is None and request.headers.get("content-type", "").startswith(_FORMS):
        field = (await request.form()).get(CSRF_FIELD)
        sent = field if isinstance(field, str) else None
    if sent is None or not any(_fits(sent, secret) for secret in secrets if secret):
        raise CrossSiteRequest("The page is too old: load it again.")


def _unmasked(secret: str) -> bytes:
    return hmac.new(secret.encode(), b"csrf", "sha256").digest()


def _fits(sent: str, secret: str) -> bool:
    try:
        told = bytes.fromhex(sent)
    except ValueError:
        return False
    if len(told) != 2 * _SIZE:
        return False
    return hmac.compare_digest(_xor(told[:_SIZE], told[_SIZE:]), _unmasked(secret))


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _from_our_origin(request: Request) -> bool:
    """Browsers send Origin with every unsafe method; without it, Sec-Fetch-Site. A client that sends neither is no
    browser, holds no victim's cookies, and still needs the token."""
    origin = request.headers.get("origin")
    if origin is not None:
        ours: str = request.app.state.settings.origin
        return origin == ours or urlsplit(origin).netloc == request.headers.get("host")
    return request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}
