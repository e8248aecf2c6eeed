"""Accounts of staff, for the administrator."""

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.access import AdministratorPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from services.contracts.actor import STAFF
from services.contracts.identity import CreateStaffAccount, ListEstablishments, ListStaffAccounts
from services.contracts.refusals import Refusal

router = APIRouter(prefix="/staff/accounts")
MENU = MenuItem("nav.accounts", position=30)
FIELDS = ("email", "family_name", "given_name", "roles", "establishment_id")


@router.get("")
async def staff_accounts(page: AdministratorPage) -> Response:
    return await _show(page, Form())


@router.post("")
async def create_staff_account(page: AdministratorPage) -> Response:
    form = await page.form()
    fields = form.given("email", "family_name", "given_name", "establishment_id")
    try:
        await page.ask(CreateStaffAccount.model_validate(fields | {"roles": form.all("roles")}))
    except (ValidationError, Refusal) as refused:
        if isinstance(refused, Refusal) and refused.status not in {409, 422, 503}:
            raise
        form.reject(refused, page.language, FIELDS)
        return await _show(page, form, getattr(refused, "status", 422))
    return page.go("/staff/accounts", "flash.account_created")


async def _show(page: PageContext, form: Form, status: int = 200) -> Response:
    found = await page.ask(ListStaffAccounts(cursor=page.request.query_params.get("cursor")))
    establishments = (await page.ask(ListEstablishments(limit=100))).items
    return await page.show(
        "staff/accounts.html",
        status,
        form=form,
        accounts=found.items,
        roles=sorted(STAFF),
        establishments=establishments,
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )
