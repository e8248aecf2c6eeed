"""Requests for a number: the correspondent assigns it, the officer communicates it, either may reject."""

from typing import get_args
from uuid import UUID

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.doors import RequestsVisit
from gateway.pages.forms import Form
from gateway.pages.paging import first_page, next_page
from gateway.pages.visit import Visit
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

router = APIRouter(prefix="/requests")


@router.get("")
async def number_requests(visit: RequestsVisit) -> Response:
    return await _show(visit, Form())


@router.post("/{request_id}/assign-number")
async def assign_number(visit: RequestsVisit, request_id: UUID) -> Response:
    form = await visit.form()
    return await _do(visit, request_id, form, AssignNumber, form.given("cgos_number"), "flash.number_assigned")


@router.post("/{request_id}/communicate")
async def communicate_number(visit: RequestsVisit, request_id: UUID) -> Response:
    return await _do(visit, request_id, await visit.form(), CommunicateNumber, {}, "flash.number_communicated")


@router.post("/{request_id}/reject")
async def reject_number_request(visit: RequestsVisit, request_id: UUID) -> Response:
    form = await visit.form()
    return await _do(
        visit, request_id, form, RejectNumberRequest, {"reason": form.value("reason")}, "flash.number_rejected"
    )


async def _do(
    visit: Visit, request_id: UUID, form: Form, kind: type[Command[View]], fields: dict[str, str], flash: str
) -> Response:
    try:
        await visit.ask(kind.model_validate({"request_id": request_id, **fields}))
    except (ValidationError, Refusal) as refused:
        if isinstance(refused, Refusal) and refused.status not in {409, 422, 503}:
            raise
        form.reject(refused, visit.language)
        form.problem = form.problem or next(iter(form.errors.values()))
        form.errors = {}
        return await _show(visit, form, getattr(refused, "status", 422), str(request_id))
    return visit.go("/staff/requests", flash)


async def _show(visit: Visit, form: Form, status: int = 200, failed: str = "") -> Response:
    wanted = visit.request.query_params.get("status") or (
        "requested" if visit.caller.has(Role.ESTABLISHMENT) else "assigned"
    )
    shown: NumberRequestStatus | None = next((each for each in get_args(NumberRequestStatus) if each == wanted), None)
    found = await visit.ask(
        ListNumberRequests.model_validate({"status": shown, "cursor": visit.request.query_params.get("cursor")})
    )
    return await visit.show(
        "staff/requests.html",
        status,
        form=form,
        failed=failed,
        requests=found.items,
        statuses=[*get_args(NumberRequestStatus), "all"],
        chosen=shown or "all",
        may_assign=visit.caller.has(Role.ESTABLISHMENT),
        may_communicate=visit.caller.has(Role.OFFICER),
        first=first_page(visit),
        next=next_page(visit, found.next_cursor),
        here="/staff/requests",
    )
