"""My own account, as staff: sessions, password, second factor."""

import asyncio
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.doors import StaffVisit
from services.contracts.identity import GetMe, ListSessions, RevokeSession

router = APIRouter(prefix="/security")


@router.get("")
async def staff_security(visit: StaffVisit) -> Response:
    me, sessions = await asyncio.gather(visit.ask(GetMe()), visit.ask(ListSessions(limit=50)))
    return await visit.show("staff/security.html", me=me, sessions=sessions.items)


@router.post("/sessions/{session_id}/end")
async def revoke_session(visit: StaffVisit, session_id: UUID) -> Response:
    await visit.ask(RevokeSession(session_id=session_id))
    return visit.go("/staff/security", "flash.session_ended")
