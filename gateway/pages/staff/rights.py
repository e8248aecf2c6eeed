"""Members' rights: the queue of what they declared, and one opening beside its papers; confirm, correct, refuse."""

from collections.abc import Mapping
from typing import Final, get_args
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import OfficerPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.household import decimal_text
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from gateway.pages.staff.papers import Case, Looked, Paper, draw, show_papers
from services.contracts.base import Command
from services.contracts.identity.rights import (
    ConfirmRights,
    GetOpening,
    ListOpeningChanges,
    ListOpenings,
    OpeningView,
    RefuseRights,
    RightsState,
)

router = APIRouter(prefix="/staff/rights")
MENU = MenuItem("nav.openings", position=15, waiting=("rights",))
STATES: Final = get_args(RightsState)
WAITING: Final = "declared"
FIGURES: Final = ("reference_tax_income", "parts", "monthly_family_allowances")


@router.get("")
async def openings(page: OfficerPage) -> Response:
    params = page.request.query_params
    state = next((each for each in (*STATES, "all") if each == params.get("state")), WAITING)
    wanted = ListOpenings.model_validate({"cursor": params.get("cursor"), "state": None if state == "all" else state})
    found = await page.ask(wanted)
    return await page.show(
        "staff/openings.html",
        openings=found.items,
        state=state,
        states=[WAITING, *(each for each in STATES if each != WAITING), "all"],
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )


@router.get("/{rights_id}")
async def opening(page: OfficerPage, rights_id: UUID) -> Response:
    return await _show(page, await page.ask(GetOpening(rights_id=rights_id)), Form())


@router.get("/{rights_id}/papers")
async def opening_papers(page: OfficerPage, rights_id: UUID, look: Looked) -> Response:
    found = await page.ask(GetOpening(rights_id=rights_id))
    case = Case(f"/staff/rights/{rights_id}", rights_id, found.applicant_name)
    return await show_papers(page, case, look, _papers(found, page), await draw(page, rights_id, look))


@router.post("/{rights_id}/confirm")
async def confirm_rights(page: OfficerPage, rights_id: UUID) -> Response:
    form = await page.form()
    fields: dict[str, object] = {name: decimal_text(form.value(name)) for name in FIGURES if form.value(name)}
    return await _settle(page, rights_id, form, ConfirmRights, fields, "flash.rights_confirmed")


@router.post("/{rights_id}/refuse")
async def refuse_rights(page: OfficerPage, rights_id: UUID) -> Response:
    form = await page.form()
    return await _settle(page, rights_id, form, RefuseRights, form.given("reason"), "flash.rights_refused")


async def _settle(
    page: PageContext,
    rights_id: UUID,
    form: Form,
    kind: type[Command[OpeningView]],
    fields: Mapping[str, object],
    flash: str,
) -> Response:
    """From the workspace of an application it leads back there."""
    with redisplay(form, page.language, (*FIGURES, "reason")):
        seen = form.given("expected_version")
        await page.ask(kind.model_validate({"rights_id": rights_id, **fields, **seen}))
        return page.go(_back(form), flash)
    return await _show(page, await page.ask(GetOpening(rights_id=rights_id)), form)


def _back(form: Form) -> str:
    try:
        return f"/staff/applications/{UUID(form.value('application_id'))}#rights"
    except ValueError:
        return "/staff/rights"


def _papers(found: OpeningView, page: PageContext) -> list[Paper]:
    named = {"notice": found.tax_notice_document_id, "allowances": found.allowances_document_id}
    return [Paper(each, page.texts.t(f"rights.paper_{name}")) for name, each in named.items() if each is not None]


async def _show(page: PageContext, found: OpeningView, form: Form) -> Response:
    changes = await page.ask(ListOpeningChanges(rights_id=found.id)) if found.id else None
    return await page.show(
        "staff/opening.html",
        opening=found,
        papers=_papers(found, page),
        changes=changes.items if changes else [],
        form=form,
        here=f"/staff/rights/{found.id}",
    )
