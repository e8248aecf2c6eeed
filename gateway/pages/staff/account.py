"""One account of the staff: its roles and where they are good; closed, reopened, its factor and sessions taken away."""

import asyncio
from typing import Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import AdministratorPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from services.contracts.actor import STAFF
from services.contracts.base import Command
from services.contracts.identity import (
    CloseStaffAccount,
    EndStaffSessions,
    GetStaffAccount,
    ListEstablishments,
    ReopenStaffAccount,
    ResetStaffSecondFactor,
    StaffAccountView,
    UpdateStaffAccount,
)
from services.contracts.identity.staff import ListRegions

router = APIRouter(prefix="/staff/accounts/{account_id}")
Act = Literal["close", "reopen", "reset-second-factor", "end-sessions"]
ACTS: dict[Act, type[Command[StaffAccountView]]] = {
    "close": CloseStaffAccount,
    "reopen": ReopenStaffAccount,
    "reset-second-factor": ResetStaffSecondFactor,
    "end-sessions": EndStaffSessions,
}


@router.get("")
async def staff_account(page: AdministratorPage, account_id: UUID) -> Response:
    found = await page.ask(GetStaffAccount(account_id=account_id))
    return await _show(page, found, Form(_held(found)))


@router.post("")
async def update_staff_account(page: AdministratorPage, account_id: UUID) -> Response:
    form = await page.form()
    with redisplay(form, page.language, ("roles", "scope", "regions")):
        await page.ask(
            UpdateStaffAccount.model_validate(
                {
                    "account_id": account_id,
                    "roles": form.all("roles"),
                    "scope": {
                        "establishments": [each for name in ("scope", "another") for each in form.all(name) if each],
                        "regions": form.all("regions"),
                    },
                    **form.given("expected_version"),
                }
            )
        )
        return page.go(f"/staff/accounts/{account_id}", "flash.account_changed")
    return await _show(page, await page.ask(GetStaffAccount(account_id=account_id)), form)


@router.get("/{act}")
async def account_act(page: AdministratorPage, account_id: UUID, act: Act) -> Response:
    """Asks again, for what follows is felt at once."""
    found = await page.ask(GetStaffAccount(account_id=account_id))
    return await page.show("staff/account_act.html", account=found, act=act)


@router.post("/{act}")
async def do_account_act(page: AdministratorPage, account_id: UUID, act: Act) -> Response:
    form = await page.form()
    with redisplay(form, page.language, at=""):
        await page.ask(ACTS[act].model_validate({"account_id": account_id}))
        return page.go(f"/staff/accounts/{account_id}", f"flash.account_{act.replace('-', '_')}")
    found = await page.ask(GetStaffAccount(account_id=account_id))
    form.typed = _held(found)
    return await _show(page, found, form)


def _held(found: StaffAccountView) -> dict[str, list[str]]:
    """What the form shows before anything is typed."""
    scope = found.scope
    held = {
        "roles": [*map(str, found.roles)],
        "scope": [*map(str, scope.establishments)],
        "regions": list(scope.regions),
    }
    return {name: values for name, values in held.items() if values}


async def _show(page: PageContext, found: StaffAccountView, form: Form) -> Response:
    listed, named = await asyncio.gather(page.ask(ListEstablishments(limit=100)), page.ask(ListRegions()))
    establishments = listed.items
    return await page.show(
        "staff/account.html",
        account=found,
        form=form,
        roles=sorted(STAFF),
        regions=named.regions,
        others=[each for each in establishments if each.id not in found.scope.establishments],
        mine=found.id == page.caller.id,
        here=f"/staff/accounts/{found.id}",
    )
