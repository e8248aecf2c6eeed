"""Establishments and the staff's own accounts."""

from typing import Annotated

from gateway.api.conventions import Paged, refusals
from gateway.api.sections import section
from gateway.security import Caller, access
from services.contracts.actor import Role
from services.contracts.base import Page
from services.contracts.identity import (
    AccountAlreadyExists,
    CreateStaffAccount,
    EstablishmentAlreadyRegistered,
    EstablishmentRequired,
    EstablishmentView,
    ListStaffAccounts,
    ManyAreSigningIn,
    NotAStaffRole,
    RegisterEstablishment,
    StaffAccountView,
    UnknownEstablishment,
)

router = section("staff: administration", "/staff")

Administrator = Annotated[Caller, access(Role.ADMINISTRATOR)]
AdministratorOnce = Annotated[Caller, access(Role.ADMINISTRATOR, keyed=True)]


@router.post("/establishments", status_code=201, responses=refusals(EstablishmentAlreadyRegistered))
async def register_establishment(body: RegisterEstablishment, caller: AdministratorOnce) -> EstablishmentView:
    return await caller.ask(body)


@router.post(
    "/accounts",
    status_code=201,
    responses=refusals(
        AccountAlreadyExists, NotAStaffRole, EstablishmentRequired, UnknownEstablishment, ManyAreSigningIn
    ),
)
async def create_staff_account(body: CreateStaffAccount, caller: AdministratorOnce) -> StaffAccountView:
    """An e-mail with a temporary password follows."""
    return await caller.ask(body)


@router.get("/accounts")
async def list_staff_accounts(caller: Administrator, paging: Paged) -> Page[StaffAccountView]:
    return await caller.ask(ListStaffAccounts(**paging.of()))
