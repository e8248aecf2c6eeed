"""Members who ask to be erased: accepted or refused by an officer."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import OfficerPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from services.contracts.base import Command, Done
from services.contracts.identity.erasure import AcceptErasure, ListErasures, RefuseErasure

router = APIRouter(prefix="/staff/erasures")
MENU = MenuItem("nav.erasures", position=25, waiting=("erasures",))
HERE = "/staff/erasures"


@router.get("")
async def erasures(page: OfficerPage) -> Response:
    return await _show(page, Form())


@router.post("/{erasure_id}/accept")
async def accept_erasure(page: OfficerPage, erasure_id: UUID) -> Response:
    form = await page.form()
    if form.value("checked") != "true":
        form.errors[f"checked-{erasure_id}"] = page.texts.t("erasures.check_first")
        return await _show(page, form, erasure_id)
    return await _decide(page, form, AcceptErasure(erasure_id=erasure_id), "flash.erasure_accepted")


@router.post("/{erasure_id}/refuse")
async def refuse_erasure(page: OfficerPage, erasure_id: UUID) -> Response:
    form = await page.form()
    command = RefuseErasure(erasure_id=erasure_id, reason=form.value("reason")[:2000])
    return await _decide(page, form, command, "flash.erasure_refused")


async def _decide(page: PageContext, form: Form, command: AcceptErasure | RefuseErasure, flash: str) -> Response:
    with redisplay(form, page.language, at=""):
        await _ask(page, command)
        return page.go(HERE, flash)
    return await _show(page, form, command.erasure_id)


async def _ask(page: PageContext, command: Command[Done]) -> None:
    await page.ask(command)


async def _show(page: PageContext, form: Form, failed: UUID | None = None) -> Response:
    found = await page.ask(ListErasures(cursor=page.request.query_params.get("cursor")))
    return await page.show(
        "staff/erasures.html",
        form=form,
        failed=failed,
        requests=found.items,
        first=first_page(page),
        next=next_page(page, found.next_cursor),
        here=HERE,
    )
