"""Accounts of staff, for the administrator."""

import asyncio

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import AdministratorPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from services.contracts.actor import STAFF
from services.contracts.identity import CreateStaffAccount, ListEstablishments, ListStaffAccounts
from services.contracts.identity.staff import ListRegions

router = APIRouter(prefix="/staff/accounts")
MENU = MenuItem("nav.accounts", position=30)
FIELDS = ("email", "family_name", "given_name", "roles", "establishment_id", "regions")


@router.get("")
async def staff_accounts(page: AdministratorPage) -> Response:
    return await _show(page, Form())


@router.post("")
async def create_staff_account(page: AdministratorPage) -> Response:
    form = await page.form()
    fields = form.given("email", "family_name", "given_name", "establishment_id")
    with redisplay(form, page.language, FIELDS):
        scope = {"scope": {"regions": form.all("regions")}}
        await page.ask(CreateStaffAccount.model_validate(fields | scope | {"roles": form.all("roles")}))
        return page.go("/staff/accounts", "flash.account_created")
    return await _show(page, form)


async def _show(page: PageContext, form: Form) -> Response:
    found, establishments, named = await asyncio.gather(
        page.ask(ListStaffAccounts(cursor=page.request.query_params.get("cursor"))),
        page.ask(ListEstablishments(limit=100)),
        page.ask(ListRegions()),
    )
    return await page.show(
        "staff/accounts.html",
        form=form,
        accounts=found.items,
        roles=sorted(STAFF),
        regions=named.regions,
        establishments=establishments.items,
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )
