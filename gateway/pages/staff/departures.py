"""Who has left the establishment: declared by its correspondent, and taken back where it was a mistake."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import CorrespondentPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from services.contracts.identity.departures import DeclareDeparture, ListDepartures, WithdrawDeparture

router = APIRouter(prefix="/staff/departures")
MENU = MenuItem("nav.departures", position=21)
FIELDS = ("cgos_number", "left_on")


@router.get("")
async def departures(page: CorrespondentPage) -> Response:
    return await _show(page, Form())


@router.post("")
async def declare_departure(page: CorrespondentPage) -> Response:
    form = await page.form()
    told = {**form.given("left_on"), "cgos_number": "".join(form.value("cgos_number").split())}
    with redisplay(form, page.language, FIELDS):
        await page.ask(DeclareDeparture.model_validate(told))
        return page.go("/staff/departures", "flash.departure_declared")
    return await _show(page, form)


@router.post("/{departure_id}/withdraw")
async def withdraw_departure(page: CorrespondentPage, departure_id: UUID) -> Response:
    form = await page.form()
    with redisplay(form, page.language, at=""):
        await page.ask(WithdrawDeparture(departure_id=departure_id))
        return page.go("/staff/departures", "flash.departure_withdrawn")
    return await _show(page, form)


async def _show(page: PageContext, form: Form) -> Response:
    found = await page.ask(ListDepartures(cursor=page.request.query_params.get("cursor")))
    return await page.show(
        "staff/departures.html",
        form=form,
        departures=found.items,
        first=first_page(page),
        next=next_page(page, found.next_cursor),
        here="/staff/departures",
    )
