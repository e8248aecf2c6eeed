"""Requests for a number: the correspondent assigns it, the officer communicates it, either may reject."""

from typing import get_args
from uuid import UUID

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.access import RequestsPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from services.contracts.actor import Role
from services.contracts.base import Command, View
from services.contracts.identity import (
    AssignNumber,
    CommunicateNumber,
    ListNumberRequests,
    NumberRequestStatus,
    RejectNumberRequest,
)
from services.contracts.refusals import Refusal

router = APIRouter(prefix="/staff/requests")
MENU = MenuItem("nav.requests", position=20)


@router.get("")
async def number_requests(page: RequestsPage) -> Response:
    return await _show(page, Form())


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


async def _do(
    page: PageContext, request_id: UUID, form: Form, kind: type[Command[View]], fields: dict[str, str], flash: str
) -> Response:
    try:
        await page.ask(kind.model_validate({"request_id": request_id, **fields}))
    except (ValidationError, Refusal) as refused:
        if isinstance(refused, Refusal) and refused.status not in {409, 422, 503}:
            raise
        form.reject(refused, page.language)
        form.problem = form.problem or next(iter(form.errors.values()))
        form.errors = {}
        return await _show(page, form, getattr(refused, "status", 422), str(request_id))
    return page.go("/staff/requests", flash)


async def _show(page: PageContext, form: Form, status: int = 200, failed: str = "") -> Response:
    wanted = page.request.query_params.get("status") or (
        "requested" if page.caller.has(Role.ESTABLISHMENT) else "assigned"
    )
    shown: NumberRequestStatus | None = next((each for each in get_args(NumberRequestStatus) if each == wanted), None)
    found = await page.ask(
        ListNumberRequests.model_validate({"status": shown, "cursor": page.request.query_params.get("cursor")})
    )
    return await page.show(
        "staff/requests.html",
        status,
        form=form,
        failed=failed,
        requests=found.items,
        statuses=[*get_args(NumberRequestStatus), "all"],
        chosen=shown or "all",
        may_assign=page.caller.has(Role.ESTABLISHMENT),
        may_communicate=page.caller.has(Role.OFFICER),
        first=first_page(page),
        next=next_page(page, found.next_cursor),
        here="/staff/requests",
    )
