"""Accounts of staff, for the administrator."""

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.doors import AdministratorVisit
from gateway.pages.forms import Form
from gateway.pages.paging import first_page, next_page
from gateway.pages.visit import Visit
from services.contracts.actor import STAFF
from services.contracts.identity import CreateStaffAccount, ListEstablishments, ListStaffAccounts
from services.contracts.refusals import Refusal

router = APIRouter(prefix="/accounts")
FIELDS = ("email", "family_name", "given_name", "roles", "establishment_id")


@router.get("")
async def staff_accounts(visit: AdministratorVisit) -> Response:
    return await _show(visit, Form())


@router.post("")
async def create_staff_account(visit: AdministratorVisit) -> Response:
    form = await visit.form()
    fields = form.given("email", "family_name", "given_name", "establishment_id")
    try:
        await visit.ask(CreateStaffAccount.model_validate(fields | {"roles": form.all("roles")}))
    except (ValidationError, Refusal) as refused:
        if isinstance(refused, Refusal) and refused.status not in {409, 422, 503}:
            raise
        form.reject(refused, visit.language, FIELDS)
        return await _show(visit, form, getattr(refused, "status", 422))
    return visit.go("/staff/accounts", "flash.account_created")


async def _show(visit: Visit, form: Form, status: int = 200) -> Response:
    found = await visit.ask(ListStaffAccounts(cursor=visit.request.query_params.get("cursor")))
    establishments = (await visit.ask(ListEstablishments(limit=100))).items
    return await visit.show(
        "staff/accounts.html",
        status,
        form=form,
        accounts=found.items,
        roles=sorted(STAFF),
        establishments=establishments,
        first=first_page(visit),
        next=next_page(visit, found.next_cursor),
    )
