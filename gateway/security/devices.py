"""The secret by which a browser that has opened an account is known again (docs/security.md 20).

Identity keeps its fingerprint beside each sign-in that succeeded, and only there: whoever makes one up, or deletes it,
is a device that opened nothing.
"""

import re
from secrets import token_urlsafe
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from gateway.security.cookies import set_cookie

COOKIE: Final = "__Host-device"
A_YEAR: Final = 365 * 24 * 3600
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


def device_of(request: Request) -> str:
    """A fresh one where it has none."""
    told = request.cookies.get(COOKIE, "")
    return told if _SECRET.fullmatch(told) else token_urlsafe(32)


def device_of_client(request: Request) -> str | None:
    """None for a program that shows no sign of keeping cookies: what it gets wrong counts for its network, and so must
    what it gets right, or its mistakes add up for ever."""
    keeps_cookies = "sec-fetch-site" in request.headers or bool(request.cookies)
    return device_of(request) if keeps_cookies else None


def keep_device(response: Response, device: str | None) -> None:
    """After a sign-in that succeeded, for a year from then."""
    if device is not None:
        set_cookie(response, COOKIE, device, A_YEAR)
