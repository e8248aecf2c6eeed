"""Members' accounts: whether they open. What is in them is the member's."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from gateway.api.conventions import Body, Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity import (
    DisableMember,
    EnableMember,
    EndMemberSessions,
    GetMember,
    ListMembers,
    MemberAccountView,
    ResetMemberSecondFactor,
)

router = section("staff: administration", "/staff/members")


class DisableBody(Body):
    reason: str = Field(min_length=1, max_length=1000, examples=["Téléphone et mot de passe volés, dit le membre."])


@router.get("")
async def list_members(
    caller: Annotated[Caller, asking(ListMembers)],
    paging: Paged,
    cgos_number: Annotated[str, Query(max_length=32, examples=["12345674"])],
) -> Page[MemberAccountView]:
    """The one who was told this number, or nobody."""
    return await caller.ask(ListMembers(**paging.of(cgos_number=cgos_number)))


@router.get("/{member_id}")
async def get_member(member_id: UUID, caller: Annotated[Caller, asking(GetMember)]) -> MemberAccountView:
    return await caller.ask(GetMember(member_id=member_id))


@router.post("/{member_id}/disable")
async def disable_member(
    member_id: UUID, body: Sent[DisableBody], caller: Annotated[Caller, asking(DisableMember)]
) -> MemberAccountView:
    """They sign in nowhere, are told no more than after a wrong password, and lose nothing."""
    return await caller.ask(DisableMember(member_id=member_id, reason=body.reason))


@router.post("/{member_id}/enable")
async def enable_member(member_id: UUID, caller: Annotated[Caller, asking(EnableMember)]) -> MemberAccountView:
    return await caller.ask(EnableMember(member_id=member_id))


@router.post("/{member_id}/reset-second-factor")
async def reset_member_second_factor(
    member_id: UUID, caller: Annotated[Caller, asking(ResetMemberSecondFactor)]
) -> MemberAccountView:
    return await caller.ask(ResetMemberSecondFactor(member_id=member_id))


@router.post("/{member_id}/end-sessions")
async def end_member_sessions(
    member_id: UUID, caller: Annotated[Caller, asking(EndMemberSessions)]
) -> MemberAccountView:
    return await caller.ask(EndMemberSessions(member_id=member_id))
