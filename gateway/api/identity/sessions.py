"""Where one is signed in, and signing out."""

from typing import Annotated
from uuid import UUID

from starlette.requests import Request

from gateway.api.conventions import Paged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity import ListSessions, LogOut, OpenSessionView, RevokeSession

router = section("sessions", "/auth")


@router.post("/logout", status_code=204)
async def log_out(caller: Annotated[Caller, asking(LogOut)], request: Request) -> None:
    await caller.ask(LogOut())
    if caller.token is not None:
        request.app.state.sessions.forget_token(caller.token)


@router.get("/sessions")
async def list_sessions(caller: Annotated[Caller, asking(ListSessions)], paging: Paged) -> Page[OpenSessionView]:
    return await caller.ask(ListSessions(**paging.of()))


@router.delete("/sessions/{session_id}", status_code=204)
async def revoke_session(session_id: UUID, caller: Annotated[Caller, asking(RevokeSession)]) -> None:
    await caller.ask(RevokeSession(session_id=session_id))
