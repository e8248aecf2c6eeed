"""Appeals, by another officer than who decided; and the proposal to put a decision right without one."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.access import OfficerPage
from gateway.pages.context import PageContext
from gateway.pages.household import decimal_text
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from gateway.pages.staff.review import show_file
from services.contracts.applications import ClaimAppeal, CorrectDecision, DecideAppeal, ListAppeals, ReleaseAppeal
from services.contracts.base import Command, View
from services.contracts.refusals import Refusal

router = APIRouter(prefix="/staff/appeals")
MENU = MenuItem("nav.appeals", position=13)


@router.get("")
async def appeals(page: OfficerPage) -> Response:
    params = page.request.query_params
    decided = params.get("decided") == "true"
    found = await page.ask(ListAppeals(cursor=params.get("cursor"), decided=decided))
    return await page.show(
        "staff/appeals.html",
        appeals=found.items,
        decided=decided,
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )


@router.post("/{application_id}/claim")
async def claim_appeal(page: OfficerPage, application_id: UUID) -> Response:
    return await _ask(page, application_id, ClaimAppeal(application_id=application_id), "flash.appeal_claimed")


@router.post("/{application_id}/release")
async def release_appeal(page: OfficerPage, application_id: UUID) -> Response:
    return await _ask(page, application_id, ReleaseAppeal(application_id=application_id), "flash.appeal_released")


@router.post("/{application_id}/decide")
async def decide_appeal(page: OfficerPage, application_id: UUID) -> Response:
    return await _ask_typed(page, application_id, DecideAppeal, "appeal", "upheld", "flash.appeal_decided")


@router.post("/{application_id}/correct-decision")
async def correct_decision(page: OfficerPage, application_id: UUID) -> Response:
    return await _ask_typed(
        page, application_id, CorrectDecision, "correction", "approved", "flash.decision_correction_proposed"
    )


async def _ask(page: PageContext, application_id: UUID, command: Command[View], flash: str) -> Response:
    form = await page.form()
    with redisplay(form, page.language, at=""):
        await page.ask(command)
        return page.go(f"/staff/applications/{application_id}", flash)
    return await show_file(page, application_id, form)


async def _ask_typed(
    page: PageContext, application_id: UUID, kind: type[Command[View]], prefix: str, granting: str, flash: str
) -> Response:
    """The fields of the two forms stand on one page, each behind its `prefix`. An amount counts where the outcome
    grants one."""
    form = await page.form()
    outcome, amount, reason = (f"{prefix}_{name}" for name in ("outcome", "amount", "reason"))
    told = {"application_id": application_id, "outcome": form.value(outcome), "reason": form.value(reason)}
    if form.value(amount) and form.value(outcome) == granting:
        told["amount"] = decimal_text(form.value(amount))

    def reject(refused: Refusal | ValidationError) -> None:
        form.reject(refused, page.language, ("outcome", "amount", "reason"))
        for name in ("outcome", "amount", "reason"):
            if name in form.errors:
                form.errors[f"{prefix}_{name}"] = form.errors.pop(name)

    with redisplay(form, page.language, reject=reject):
        await page.ask(kind.model_validate(told))
        return page.go(f"/staff/applications/{application_id}", flash)
    return await show_file(page, application_id, form)
