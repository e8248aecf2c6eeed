"""The officers' queue: what waits longest comes first."""

import asyncio
from contextlib import suppress
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
from services.contracts.applications import (
    ClaimNextApplication,
    CountQueue,
    ListBenefits,
    ListQueue,
    NothingToClaim,
    QueueCountsView,
    QuotientTier,
    Status,
)

router = APIRouter(prefix="/staff/applications")
MENU = MenuItem("nav.queue", position=10, address="/staff")
FILTERS = (
    *("q", "status", "waiting_for", "benefit_code", "portal", "assigned", "over_days", "quotient_tier"),
    *("region", "establishment", "cgos_number", "submitted_from", "submitted_to"),
)
AGES = (7, 15, 30, 60, 90)
NEVER_HERE = {"draft"}


@router.get("")
async def queue(page: OfficerPage) -> Response:
    return await show_queue(page)


@router.post("/next")
async def claim_next_application(page: OfficerPage) -> Response:
    """`besides`: the one that the officer comes from."""
    form = await page.form()
    besides: UUID | None = None
    with suppress(ValueError):
        besides = UUID(form.value("besides"))
    return await take_next(page, besides)


async def take_next(page: PageContext, besides: UUID | None, done: str = "") -> Response:
    """`done`: the text about what was done before, where something was."""
    try:
        taken = await page.ask(ClaimNextApplication(besides=besides), step="next")
    except NothingToClaim:
        return page.go(
            "/staff", f"{done}_last" if done else await _why_nothing(page, besides), "success" if done else ""
        )
    return page.go(f"/staff/applications/{taken.id}", f"{done}_next" if done else "flash.claimed")


async def _why_nothing(page: PageContext, besides: UUID | None) -> str:
    """The list beneath may well hold some."""
    left = (await page.ask(ListQueue(limit=2))).items
    if not left:
        return "flash.queue_empty"
    return "flash.no_other" if [each.id for each in left] == [besides] else "flash.all_taken"


def _elsewhere(counts: QueueCountsView | None) -> list[tuple[str, str, int]]:
    """What waits beside what a list shows: the text of its number, where it is, how many."""
    if counts is None:
        return []
    found = [
        ("queue.count_nobodys", "?assigned=nobody", counts.nobodys),
        ("queue.count_mine", "?assigned=me", counts.mine),
        ("queue.count_others", "?assigned=somebody", counts.others),
        ("queue.count_incomplete", "?waiting_for=member", counts.incomplete),
    ]
    return [each for each in found if each[2]]


async def show_queue(page: PageContext) -> Response:
    params = page.request.query_params
    form = Form({name: [params[name]] for name in FILTERS if params.get(name)})
    wanted = ListQueue()
    with redisplay(form, page.language, FILTERS):
        wanted = ListQueue.model_validate(form.given(*FILTERS) | {"cursor": params.get("cursor")})
    found, benefits, counts = await asyncio.gather(
        page.ask(wanted), page.ask(ListBenefits(limit=100)), page.try_ask(CountQueue(), within=1.0)
    )
    return await page.show(
        "staff/queue.html",
        form=form,
        queue=found.items,
        benefits=benefits.items,
        statuses=[each for each in get_args(Status) if each not in NEVER_HERE],
        counts=counts,
        ages=AGES,
        tiers=get_args(QuotientTier),
        elsewhere=_elsewhere(counts),
        filtered=bool(form.typed),
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )
