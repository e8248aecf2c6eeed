"""Browser sessions: an opaque token in one `__Host-` cookie for each portal."""

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

Door = Literal["agent", "medical", "staff"]
DOORS: tuple[Door, ...] = ("agent", "medical", "staff")
VISITOR_COOKIE = "__Host-visitor"
TWELVE_HOURS = 12 * 3600


def cookie_name(door: Door) -> str:
    return f"__Host-{door}"


def keep_session(response: Response, door: Door, token: str) -> None:
    """Signs in: a new token at each login, so a cookie that was planted before is worth nothing."""
    set_cookie(response, cookie_name(door), token, TWELVE_HOURS)


def forget_session(response: Response, door: Door) -> None:
    set_cookie(response, cookie_name(door), "", 0)


def set_cookie(response: Response, name: str, value: str, max_age: int) -> None:
    response.set_cookie(name, value, max_age=max_age, path="/", secure=True, httponly=True, samesite="lax")


def cookie_token(request: Request, door: Door | None) -> str | None:
    """The session token of this door; without a door, of the one that X-Portal names, or of the only one there is."""
    if door is None:
        named = request.headers.get("x-portal") or request.query_params.get("portal")
        door = next((each for each in DOORS if each == named), None)
    if door is not None:
        return request.cookies.get(cookie_name(door)) or None
    present = [token for each in DOORS if (token := request.cookies.get(cookie_name(each)))]
    return present[0] if len(present) == 1 else None
