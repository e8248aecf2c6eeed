"""Where one is signed in, and signing out."""

from uuid import UUID

from starlette.requests import Request

from gateway.api.callers import MemberOrStaff, Person
from gateway.api.conventions import Paged, refusals
from gateway.api.sections import section
from services.contracts.base import Page
from services.contracts.identity import ListSessions, LogOut, OpenSessionView, RevokeSession, UnknownSession

router = section("sessions", "/auth")


@router.post("/logout", status_code=204)
async def log_out(caller: Person, request: Request) -> None:
    await caller.ask(LogOut())
    if caller.token is not None:
        request.app.state.sessions.forget_token(caller.token)


@router.get("/sessions")
async def list_sessions(caller: MemberOrStaff, paging: Paged) -> Page[OpenSessionView]:
    return await caller.ask(ListSessions(**paging.of()))


@router.delete("/sessions/{session_id}", status_code=204, responses=refusals(UnknownSession))
async def revoke_session(session_id: UUID, caller: MemberOrStaff) -> None:
    await caller.ask(RevokeSession(session_id=session_id))
