"""Requests for a number: the correspondent assigns it, the officer communicates it, either may reject; and what is
mended, sent again, posted or merged besides."""

from typing import get_args
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.letters import letters_answer
from gateway.pages.access import OfficerPage, RequestsPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from services.contracts.actor import Role
from services.contracts.base import Command, View
from services.contracts.identity import (
    AssignNumber,
    CommunicateNumber,
    ListNumberRequests,
    NumberRequestStatus,
    NumberRequestView,
    RejectNumberRequest,
    RequestNumber,
)
from services.contracts.identity.number_office import (
    AssignForEstablishment,
    CorrectNumberRequest,
    ListDueLetters,
    MarkLetterPosted,
    MergeNumberRequest,
    ResendNumber,
)

router = APIRouter(prefix="/staff/requests")
MENU = MenuItem("nav.requests", position=20, waiting=("to_assign", "to_communicate", "letters"))
MENDED = ("family_name", "given_name", "birth_date", "email", "postal_address", "delivery")
WRITTEN_OUT = {"portal", "profession", "family_name", "given_name", "birth_date", "delivery"}
TOLD = [name for name in RequestNumber.model_fields if name in NumberRequestView.model_fields.keys() - WRITTEN_OUT]
"""What the person told besides, shown as it is."""


@router.get("")
async def number_requests(page: RequestsPage) -> Response:
    return await _show(page, Form())


@router.get("/letters")
async def letters(page: OfficerPage) -> Response:
    """The batch that is to be printed, and what was printed of it marked as posted."""
    found = await page.ask(ListDueLetters())
    return await page.show("staff/letters.html", letters=found.items)


@router.get("/letters.pdf")
async def letters_to_print(page: OfficerPage) -> Response:
    found = await page.ask(ListDueLetters())
    state = page.request.app.state
    return await letters_answer(found.items, str(state.settings.public_url), state.printer)


@router.post("/letters/posted")
async def mark_letters_posted(page: OfficerPage) -> Response:
    """Those that were on the page: what has come since is not in these envelopes."""
    form = await page.form()
    for request_id in form.all("request_id"):
        await page.ask(MarkLetterPosted.model_validate({"request_id": request_id}))
    return page.go("/staff/requests/letters", "flash.letters_posted")


@router.post("/{request_id}/assign-number")
async def assign_number(page: RequestsPage, request_id: UUID) -> Response:
    form = await page.form()
    return await _do(page, request_id, form, AssignNumber, form.given("cgos_number"), "flash.number_assigned")


@router.post("/{request_id}/communicate")
async def communicate_number(page: RequestsPage, request_id: UUID) -> Response:
    return await _do(page, request_id, await page.form(), CommunicateNumber, {}, "flash.number_communicated")


@router.post("/{request_id}/reject")
async def reject_number_request(page: RequestsPage, request_id: UUID) -> Response:
    form = await page.form()
    return await _do(
        page, request_id, form, RejectNumberRequest, {"reason": form.value("reason")}, "flash.number_rejected"
    )


@router.post("/{request_id}/assign-for-establishment")
async def assign_for_establishment(page: OfficerPage, request_id: UUID) -> Response:
    form = await page.form()
    given = form.given("cgos_number")
    return await _do(page, request_id, form, AssignForEstablishment, given, "flash.number_assigned")


@router.post("/{request_id}/correct")
async def correct_number_request(page: OfficerPage, request_id: UUID) -> Response:
    form = await page.form()
    mended = form.given(*MENDED)
    return await _do(page, request_id, form, CorrectNumberRequest, mended, "flash.number_request_corrected")


@router.post("/{request_id}/resend")
async def resend_number(page: OfficerPage, request_id: UUID) -> Response:
    return await _do(page, request_id, await page.form(), ResendNumber, {}, "flash.number_sent_again")


@router.post("/{request_id}/posted")
async def mark_letter_posted(page: OfficerPage, request_id: UUID) -> Response:
    return await _do(page, request_id, await page.form(), MarkLetterPosted, {}, "flash.letter_posted")


@router.post("/{request_id}/merge")
async def merge_number_request(page: RequestsPage, request_id: UUID) -> Response:
    form = await page.form()
    member = {"member_id": form.value("member_id")}
    return await _do(page, request_id, form, MergeNumberRequest, member, "flash.number_request_merged")


async def _do(
    page: PageContext, request_id: UUID, form: Form, kind: type[Command[View]], fields: dict[str, str], flash: str
) -> Response:
    with redisplay(form, page.language, at=""):
        await page.ask(kind.model_validate({"request_id": request_id, **fields}))
        return page.go("/staff/requests", flash)
    return await _show(page, form, str(request_id))


async def _show(page: PageContext, form: Form, failed: str = "") -> Response:
    wanted = page.request.query_params.get("status") or (
        "requested" if page.caller.has(Role.ESTABLISHMENT) else "assigned"
    )
    shown: NumberRequestStatus | None = next((each for each in get_args(NumberRequestStatus) if each == wanted), None)
    found = await page.ask(
        ListNumberRequests.model_validate({"status": shown, "cursor": page.request.query_params.get("cursor")})
    )
    return await page.show(
        "staff/requests.html",
        form=form,
        failed=failed,
        requests=found.items,
        told=TOLD,
        statuses=[*get_args(NumberRequestStatus), "all"],
        chosen=shown or "all",
        may_assign=page.caller.has(Role.ESTABLISHMENT),
        may_communicate=page.caller.has(Role.OFFICER),
        first=first_page(page),
        next=next_page(page, found.next_cursor),
        here="/staff/requests",
    )
