"""The officers' queue: what waits longest comes first."""

from typing import get_args

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.doors import OfficerVisit
from gateway.pages.forms import Form
from gateway.pages.paging import first_page, next_page
from gateway.pages.visit import Visit
from services.contracts.applications import ListBenefits, ListQueue, Status

router = APIRouter()
FILTERS = ("status", "benefit_code", "portal", "assigned", "cgos_number", "submitted_from", "submitted_to")
NEVER_HERE = {"draft"}


@router.get("/applications")
async def queue(visit: OfficerVisit) -> Response:
    return await show_queue(visit)


@router.get("/applications/next")
async def next_application(visit: OfficerVisit) -> Response:
    """The one that has waited longest and that nobody has claimed."""
    waiting = (await visit.ask(ListQueue(assigned="nobody", status="submitted", limit=2))).items
    after = visit.request.query_params.get("after")
    following = next((each for each in waiting if str(each.id) != after), None)
    return visit.go(f"/staff/applications/{following.id}") if following else visit.go("/staff", "flash.queue_empty", "")


async def show_queue(visit: Visit) -> Response:
    params = visit.request.query_params
    form = Form({name: [params[name]] for name in FILTERS if params.get(name)})
    try:
        wanted = ListQueue.model_validate(form.given(*FILTERS) | {"cursor": params.get("cursor")})
    except ValidationError as invalid:
        form.reject(invalid, visit.language, FILTERS)
        wanted = ListQueue()
    found = await visit.ask(wanted)
    benefits = (await visit.ask(ListBenefits(limit=100))).items
    return await visit.show(
        "staff/queue.html",
        422 if form.errors else 200,
        form=form,
        queue=found.items,
        benefits=benefits,
        statuses=[each for each in get_args(Status) if each not in NEVER_HERE],
        filtered=bool(form.typed),
        first=first_page(visit),
        next=next_page(visit, found.next_cursor),
    )
