"""My own account, as staff: sessions, password, second factor, and whether I am written to of what waits for me."""

import asyncio
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import StaffPage
from gateway.pages.navigation import MenuItem
from services.contracts.identity import GetMe, ListSessions, RevokeSession
from services.contracts.identity.waiting import GetStaffWaiting
from services.contracts.notifications import GetPreferences, PutPreferences

router = APIRouter(prefix="/staff/security")
MENU = MenuItem("nav.security", position=40)


@router.get("")
async def staff_security(page: StaffPage) -> Response:
    me, sessions, preferences = await asyncio.gather(
        page.ask(GetMe()), page.ask(ListSessions(limit=50)), page.try_ask(GetPreferences(), within=1.0)
    )
    found = preferences.items if preferences and not GetStaffWaiting.callers.isdisjoint(me.roles) else []
    digest = next((each for each in found if each.topic == "waiting"), None)
    return await page.show("staff/security.html", me=me, sessions=sessions.items, digest=digest)


@router.post("/preferences")
async def put_staff_preferences(page: StaffPage) -> Response:
    wanted = (await page.form()).value("waiting") == "true"
    await page.ask(PutPreferences(email={"waiting": wanted}))
    return page.go("/staff/security", "flash.preferences")


@router.post("/sessions/{session_id}/end")
async def revoke_session(page: StaffPage, session_id: UUID) -> Response:
    await page.ask(RevokeSession(session_id=session_id))
    return page.go("/staff/security", "flash.session_ended")
