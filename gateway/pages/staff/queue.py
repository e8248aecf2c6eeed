"""The officers' queue: what waits longest comes first."""

from typing import get_args

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import OfficerPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from services.contracts.applications import ListBenefits, ListQueue, Status

router = APIRouter(prefix="/staff/applications")
MENU = MenuItem("nav.queue", position=10, address="/staff")
FILTERS = ("status", "benefit_code", "portal", "assigned", "cgos_number", "submitted_from", "submitted_to")
NEVER_HERE = {"draft"}


@router.get("")
async def queue(page: OfficerPage) -> Response:
    return await show_queue(page)


@router.get("/next")
async def next_application(page: OfficerPage) -> Response:
    """The one that has waited longest and that nobody has claimed."""
    waiting = (await page.ask(ListQueue(assigned="nobody", status="submitted", limit=2))).items
    after = page.request.query_params.get("after")
    following = next((each for each in waiting if str(each.id) != after), None)
    return page.go(f"/staff/applications/{following.id}") if following else page.go("/staff", "flash.queue_empty", "")


async def show_queue(page: PageContext) -> Response:
    params = page.request.query_params
    form = Form({name: [params[name]] for name in FILTERS if params.get(name)})
    wanted = ListQueue()
    with redisplay(form, page.language, FILTERS):
        wanted = ListQueue.model_validate(form.given(*FILTERS) | {"cursor": params.get("cursor")})
    found = await page.ask(wanted)
    benefits = (await page.ask(ListBenefits(limit=100))).items
    return await page.show(
        "staff/queue.html",
        form=form,
        queue=found.items,
        benefits=benefits,
        statuses=[each for each in get_args(Status) if each not in NEVER_HERE],
        filtered=bool(form.typed),
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )
