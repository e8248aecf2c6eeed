"""Corrections of decisions: proposed on a file's page, confirmed here by a supervisor who is another person."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import DecidersPage, SupervisorPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from services.contracts.actor import Role
from services.contracts.applications import (
    ConfirmDecisionCorrection,
    DecisionCorrectionView,
    ListDecisionCorrections,
    RefuseDecisionCorrection,
)
from services.contracts.base import Command

router = APIRouter(prefix="/staff/decision-corrections")
MENU = MenuItem("nav.decision_corrections", position=90)
HERE = "/staff/decision-corrections"


@router.get("")
async def decision_corrections(page: DecidersPage) -> Response:
    return await _show(page, Form())


@router.post("/{decision_correction_id}/confirm")
async def confirm_decision_correction(page: SupervisorPage, decision_correction_id: UUID) -> Response:
    command = ConfirmDecisionCorrection(correction_id=decision_correction_id)
    return await _settle(page, command, "flash.decision_correction_confirmed")


@router.post("/{decision_correction_id}/refuse")
async def refuse_decision_correction(page: DecidersPage, decision_correction_id: UUID) -> Response:
    command = RefuseDecisionCorrection(correction_id=decision_correction_id)
    return await _settle(page, command, "flash.decision_correction_refused")


async def _settle(page: PageContext, command: Command[DecisionCorrectionView], flash: str) -> Response:
    form = await page.form()
    with redisplay(form, page.language, at=""):
        await page.ask(command)
        return page.go(HERE, flash)
    return await _show(page, form)


async def _show(page: PageContext, form: Form) -> Response:
    found = await page.ask(ListDecisionCorrections(cursor=page.request.query_params.get("cursor")))
    return await page.show(
        "staff/decision_corrections.html",
        form=form,
        corrections=found.items,
        supervises=page.caller.has(Role.SUPERVISOR),
        reviews=page.caller.has(Role.OFFICER),
        first=first_page(page),
        next=next_page(page, found.next_cursor),
        here=HERE,
    )
