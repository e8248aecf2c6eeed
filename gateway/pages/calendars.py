"""My deadlines in a calendar of my own: its private address, made, shown once and revoked."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.calendars import address, hash_of, new_token
from gateway.pages.access import MemberPage
from services.contracts.applications import GetDeadlinesToken, MakeDeadlinesToken, RevokeDeadlinesToken

router = APIRouter(prefix="/{portal:portal}/file/calendar")


@router.get("")
async def deadlines_calendar(page: MemberPage) -> Response:
    return await page.show("file/calendar.html", made_at=(await page.ask(GetDeadlinesToken())).made_at, address="")


@router.post("")
async def make_deadlines_token(page: MemberPage) -> Response:
    """The address is in the answer and nowhere again."""
    token = new_token()
    made = await page.ask(MakeDeadlinesToken(token_hash=hash_of(token)))
    shown = address(page.request.app.state.settings.public_url, token)
    return await page.show("file/calendar.html", made_at=made.made_at, address=shown)


@router.post("/revoke")
async def revoke_deadlines_token(page: MemberPage) -> Response:
    await page.ask(RevokeDeadlinesToken())
    return page.go(page.path("/file/calendar"), "flash.calendar_revoked")
