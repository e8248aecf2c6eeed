"""My own account, as staff: sessions, password, second factor."""

import asyncio
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import StaffPage
from gateway.pages.navigation import MenuItem
from services.contracts.identity import GetMe, ListSessions, RevokeSession

router = APIRouter(prefix="/staff/security")
MENU = MenuItem("nav.security", position=40)


@router.get("")
async def staff_security(page: StaffPage) -> Response:
    me, sessions = await asyncio.gather(page.ask(GetMe()), page.ask(ListSessions(limit=50)))
    return await page.show("staff/security.html", me=me, sessions=sessions.items)


@router.post("/sessions/{session_id}/end")
async def revoke_session(page: StaffPage, session_id: UUID) -> Response:
    await page.ask(RevokeSession(session_id=session_id))
    return page.go("/staff/security", "flash.session_ended")
