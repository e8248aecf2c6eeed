"""The staff's own accounts: given, changed, taken back by an administrator."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, Paged, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.actor import Role
from services.contracts.base import Page
from services.contracts.identity import (
    CloseStaffAccount,
    CreateStaffAccount,
    EndStaffSessions,
    GetStaffAccount,
    ListStaffAccounts,
    ReopenStaffAccount,
    ResetStaffSecondFactor,
    Scope,
    StaffAccountView,
    UpdateStaffAccount,
)
from services.contracts.identity.staff import ListRegions, RegionsView

router = section("staff: administration", "/staff/accounts")


class RolesBody(Body):
    roles: list[Role] | None = Field(default=None, min_length=1, max_length=7, examples=[["officer"]])
    scope: Scope | None = None


@router.post("", status_code=201)
async def create_staff_account(
    body: Sent[CreateStaffAccount], caller: Annotated[Caller, asking(CreateStaffAccount)]
) -> StaffAccountView:
    """An e-mail with a temporary password follows."""
    return await caller.ask(body)


@router.get("")
async def list_staff_accounts(
    caller: Annotated[Caller, asking(ListStaffAccounts)], paging: Paged
) -> Page[StaffAccountView]:
    return await caller.ask(ListStaffAccounts(**paging.of()))


@router.get("/regions")
async def list_regions(caller: Annotated[Caller, asking(ListRegions)]) -> RegionsView:
    """What a scope may name."""
    return await caller.ask(ListRegions())


@router.get("/{account_id}")
async def get_staff_account(
    account_id: UUID, caller: Annotated[Caller, asking(GetStaffAccount)], response: Response
) -> StaffAccountView:
    return tagged(response, await caller.ask(GetStaffAccount(account_id=account_id)))


@router.patch("/{account_id}")
async def update_staff_account(
    account_id: UUID,
    body: Sent[RolesBody],
    caller: Annotated[Caller, asking(UpdateStaffAccount)],
    version: ExpectedVersion,
    response: Response,
) -> StaffAccountView:
    """Fields that are absent stay as they are. Where something changes, the account's sessions end."""
    command = UpdateStaffAccount(account_id=account_id, roles=body.roles, scope=body.scope, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.post("/{account_id}/close")
async def close_staff_account(
    account_id: UUID, caller: Annotated[Caller, asking(CloseStaffAccount)], response: Response
) -> StaffAccountView:
    """Its sessions end at once, links and temporary passwords that are out open nothing, its claims go back."""
    return tagged(response, await caller.ask(CloseStaffAccount(account_id=account_id)))


@router.post("/{account_id}/reopen")
async def reopen_staff_account(
    account_id: UUID, caller: Annotated[Caller, asking(ReopenStaffAccount)], response: Response
) -> StaffAccountView:
    """With the roles, the password and the second factor that it had."""
    return tagged(response, await caller.ask(ReopenStaffAccount(account_id=account_id)))


@router.post("/{account_id}/reset-second-factor")
async def reset_staff_second_factor(
    account_id: UUID, caller: Annotated[Caller, asking(ResetStaffSecondFactor)], response: Response
) -> StaffAccountView:
    """Its sessions end; the next one may only enrol another factor."""
    return tagged(response, await caller.ask(ResetStaffSecondFactor(account_id=account_id)))


@router.post("/{account_id}/end-sessions")
async def end_staff_sessions(
    account_id: UUID, caller: Annotated[Caller, asking(EndStaffSessions)], response: Response
) -> StaffAccountView:
    return tagged(response, await caller.ask(EndStaffSessions(account_id=account_id)))
