"""The caller's deadlines, for the calendar that they keep elsewhere."""

from datetime import datetime
from hashlib import sha256
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from gateway.api.sections import section
from gateway.calendars import Visits, address, calendar, hash_of, new_token
from gateway.security import Caller, asking
from services.contracts.applications import (
    DeadlinesTokenView,
    GetDeadlines,
    GetDeadlinesToken,
    MakeDeadlinesToken,
    RevokeDeadlinesToken,
)

router = section("applications", "/me")
_ICS = {"schema": {"type": "string"}}


class CalendarAddress(BaseModel):
    """Shown this once: whoever has it reads the calendar, and nothing else."""

    token: str
    url: str
    made_at: datetime | None


@router.get(
    "/deadlines.ics",
    response_class=Response,
    responses={
        200: {"description": "All-day events, on days of Paris.", "content": {"text/calendar": _ICS}},
        304: {"description": "As `If-None-Match` says that it is known."},
    },
)
async def get_deadlines(
    caller: Annotated[Caller, asking(GetDeadlines)],
    request: Request,
    token: Annotated[
        str, Query(max_length=200, pattern=r"^[\w-]+$", description="That of `POST /me/deadlines/token`.")
    ],
) -> Response:
    """Last days for drafts, incomplete applications and aids not asked for yet (iCalendar). The token is all it asks
    for; thirty times an hour."""
    visits: Visits = request.app.state.calendar_visits
    visits.count(token_hash := hash_of(token))
    told = await caller.ask(GetDeadlines(token_hash=token_hash))
    content = calendar(told, request.app.state.settings.public_url).encode()
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=3600"}
    if tag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")


@router.get("/deadlines/token")
async def get_deadlines_token(caller: Annotated[Caller, asking(GetDeadlinesToken)]) -> DeadlinesTokenView:
    """Whether there is an address, and since when; the address itself is never told again."""
    return await caller.ask(GetDeadlinesToken())


@router.post("/deadlines/token", status_code=201)
async def make_deadlines_token(
    caller: Annotated[Caller, asking(MakeDeadlinesToken)], request: Request
) -> CalendarAddress:
    """Makes the private address of my deadlines; the one before opens nothing any more."""
    token = new_token()
    made = await caller.ask(MakeDeadlinesToken(token_hash=hash_of(token)))
    url = address(request.app.state.settings.public_url, token)
    return CalendarAddress(token=token, url=url, made_at=made.made_at)


@router.delete("/deadlines/token", status_code=204)
async def revoke_deadlines_token(caller: Annotated[Caller, asking(RevokeDeadlinesToken)]) -> None:
    await caller.ask(RevokeDeadlinesToken())
