"""Establishments and the staff's own accounts."""

from typing import Annotated

from gateway.api.conventions import Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity import (
    CreateStaffAccount,
    EstablishmentView,
    ListStaffAccounts,
    RegisterEstablishment,
    StaffAccountView,
)

router = section("staff: administration", "/staff")


@router.post("/establishments", status_code=201)
async def register_establishment(
    body: Sent[RegisterEstablishment], caller: Annotated[Caller, asking(RegisterEstablishment)]
) -> EstablishmentView:
    return await caller.ask(body)


@router.post("/accounts", status_code=201)
async def create_staff_account(
    body: Sent[CreateStaffAccount], caller: Annotated[Caller, asking(CreateStaffAccount)]
) -> StaffAccountView:
    """An e-mail with a temporary password follows."""
    return await caller.ask(body)


@router.get("/accounts")
async def list_staff_accounts(
    caller: Annotated[Caller, asking(ListStaffAccounts)], paging: Paged
) -> Page[StaffAccountView]:
    return await caller.ask(ListStaffAccounts(**paging.of()))
