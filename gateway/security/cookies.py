"""Browser sessions: an opaque token in one `__Host-` cookie for each portal."""

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

SignInPortal = Literal["agent", "medical", "staff"]
SIGN_IN_PORTALS: tuple[SignInPortal, ...] = ("agent", "medical", "staff")
VISITOR_COOKIE = "__Host-visitor"
LANGUAGE_COOKIE = "__Host-language"
TWELVE_HOURS = 12 * 3600


def cookie_name(portal: SignInPortal) -> str:
    return f"__Host-{portal}"


def keep_session(response: Response, portal: SignInPortal, token: str) -> None:
    """Signs in: a new token at each login, so a cookie that was planted before is worth nothing."""
    set_cookie(response, cookie_name(portal), token, TWELVE_HOURS)


def forget_session(response: Response, portal: SignInPortal) -> None:
    set_cookie(response, cookie_name(portal), "", 0)


def set_cookie(response: Response, name: str, value: str, max_age: int) -> None:
    response.set_cookie(name, value, max_age=max_age, path="/", secure=True, httponly=True, samesite="lax")


def cookie_token(request: Request, portal: SignInPortal | None) -> str | None:
    """The session token of this portal; else of the one that X-Portal names or the only one there is."""
    if portal is None:
        named = request.headers.get("x-portal") or request.query_params.get("portal")
        portal = next((each for each in SIGN_IN_PORTALS if each == named), None)
    if portal is not None:
        return request.cookies.get(cookie_name(portal)) or None
    present = [token for each in SIGN_IN_PORTALS if (token := request.cookies.get(cookie_name(each)))]
    return present[0] if len(present) == 1 else None
