"""What an officer does with a file beside its decision: hand it over, take a request back, end what was left, answer a
correction."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import OfficerPage
from gateway.pages.staff.review import act
from services.contracts.applications import (
    AnnounceClosing,
    CancelRequest,
    KeepOpen,
    ReassignApplication,
    SettleAmendment,
)

router = APIRouter(prefix="/staff/applications/{application_id}")


@router.post("/reassign")
async def reassign_application(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    return await act(
        page, application_id, form, ReassignApplication, form.given("officer_id"), "flash.reassigned", then="/staff"
    )


@router.post("/cancel-request")
async def cancel_request(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    return await act(page, application_id, form, CancelRequest, {"items": form.all("items")}, "flash.request_cancelled")


@router.post("/close")
async def announce_closing(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    fields = {"reason": form.value("closing_reason")}
    return await act(
        page, application_id, form, AnnounceClosing, fields, "flash.closing_announced", at="closing_reason"
    )


@router.post("/keep-open")
async def keep_open(page: OfficerPage, application_id: UUID) -> Response:
    return await act(page, application_id, await page.form(), KeepOpen, {}, "flash.kept_open")


@router.post("/corrections/{amendment_id}/settle")
async def settle_amendment(page: OfficerPage, application_id: UUID, amendment_id: UUID) -> Response:
    """What is ticked is taken over; one button refuses all of it."""
    form = await page.form()
    fields = {
        "amendment_id": amendment_id,
        "accept": [] if form.value("do") == "refuse" else form.all("accept"),
        "reason": form.value("amendment_reason") or None,
    }
    return await act(
        page, application_id, form, SettleAmendment, fields, "flash.amendment_settled", at="amendment_reason"
    )
