"""Who survives a member: found by the number of the deceased, an access is given, and ended."""

from typing import get_args
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import OfficerPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from services.contracts.identity import ListMembers
from services.contracts.identity.survivors import EndSurvivorAccess, GiveSurvivorAccess, ListSurvivors, Relation

router = APIRouter(prefix="/staff/survivors")
MENU = MenuItem("nav.survivors", position=27)
FIELDS = ("deceased_number", "family_name", "given_name", "email", "relation")
NUMBER = "deceased_number"


@router.get("")
async def survivors(page: OfficerPage) -> Response:
    return await _show(page, Form({NUMBER: [page.request.query_params.get(NUMBER, "")]}))


@router.post("")
async def give_survivor_access(page: OfficerPage) -> Response:
    form = await page.form()
    with redisplay(form, page.language, FIELDS):
        given = await page.ask(GiveSurvivorAccess.model_validate(form.given(*FIELDS)))
        return page.go(f"/staff/survivors?{NUMBER}={given.survivor_of.cgos_number}", "flash.survivor_access_given")
    return await _show(page, form)


@router.post("/{survivor_id}/end")
async def end_survivor_access(page: OfficerPage, survivor_id: UUID) -> Response:
    ended = await page.ask(EndSurvivorAccess(survivor_id=survivor_id))
    return page.go(f"/staff/survivors?{NUMBER}={ended.survivor_of.cgos_number}", "flash.survivor_access_ended")


async def _show(page: PageContext, form: Form) -> Response:
    """The deceased is shown by name before anything is given: a number mistyped would close somebody's account."""
    deceased = None
    asked = ListSurvivors(cursor=page.request.query_params.get("cursor"))
    with redisplay(form, page.language, (NUMBER,)):
        if form.value(NUMBER):
            deceased = next(iter((await page.ask(ListMembers(cgos_number=form.value(NUMBER)))).items), None)
            asked = ListSurvivors(deceased_number=form.value(NUMBER), cursor=asked.cursor)
    found = await page.ask(asked)
    return await page.show(
        "staff/survivors.html",
        form=form,
        deceased=deceased,
        survivors=found.items,
        relations=get_args(Relation),
        first=first_page(page),
        next=next_page(page, found.next_cursor),
        here="/staff/survivors",
    )
