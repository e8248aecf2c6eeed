"""What a page says once, after the POST that led there: a key of the texts, in a cookie of one minute."""

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "__Host-flash"
TONES = {"success", "warning", "danger", ""}


def leave_flash(response: Response, key: str, tone: str = "success") -> None:
    response.set_cookie(COOKIE, f"{key}:{tone}", max_age=60, path="/", secure=True, httponly=True, samesite="lax")


def read_flash(request: Request) -> tuple[str, str] | None:
    key, _, tone = request.cookies.get(COOKIE, "").partition(":")
    return (key, tone) if key.startswith("flash.") and tone in TONES else None


def clear_flash(response: Response) -> None:
    response.set_cookie(COOKIE, "", max_age=0, path="/", secure=True, httponly=True, samesite="lax")
