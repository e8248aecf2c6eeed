"""Home: of a member the year at a glance, what waits, where applications are, then what they could have; of a survivor
the one aid."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import ApplicantPage
from gateway.pages.context import PageContext
from gateway.pages.navigation import MenuItem
from gateway.pages.progress import how_far
from services.contracts.actor import Role
from services.contracts.applications import (
    ApplicationSummaryView,
    GetRadar,
    ListApplications,
    ListBenefits,
    RadarItemView,
)
from services.contracts.calendar import day_in_paris
from services.contracts.identity import GetMe

router = APIRouter()
MENU = MenuItem("nav.home", position=10)
SHOWN = 6
SHOWN_CLOSING = 5
SOON = 45
"""Days before the end of a benefit from which home speaks of it."""
UNDER_WAY = {"submitted", "under_review", "approved"}
"""Nothing is left to the member, and it is not over: what is approved is still to be paid."""
OVER = {"rejected", "paid"}
OVER_SHOWN_FOR = timedelta(days=30)


@router.get("/{portal:portal}")
async def home(page: ApplicantPage) -> Response:
    return await (_of_member(page) if page.caller.has(Role.MEMBER) else _of_survivor(page))


async def _of_survivor(page: PageContext) -> Response:
    """The aid that they may ask for, where it stands, and until when they come in here."""
    me, applications, benefits = await asyncio.gather(
        page.ask(GetMe()), page.ask(ListApplications(limit=50)), page.ask(ListBenefits(limit=100))
    )
    return await page.show("home/survivor.html", me=me, applications=applications.items, benefits=benefits.items)


async def _of_member(page: PageContext) -> Response:
    me, applications, radar = await asyncio.gather(
        page.ask(GetMe()), page.ask(ListApplications(limit=50)), page.try_ask(GetRadar(), within=2.0)
    )
    now = datetime.now(UTC)
    today = day_in_paris(now)
    mine = applications.items
    found = radar.items if radar else []
    waiting = [each for each in mine if waits_for_me(each)]
    return await page.show(
        "home/home.html",
        me=me,
        quotient=me.rights.quotient if me.rights and me.rights.state != "refused" else None,
        waiting=waiting,
        under_way=[(each, how_far(each.status)) for each in mine if each.status in UNDER_WAY],
        over=[each for each in mine if each.status in OVER and now - each.updated_at < OVER_SHOWN_FOR],
        to_come=to_come(mine),
        closing=closing_soon(found, waiting, today),
        radar=radar,
        could_have=[each for each in found if could_ask_for(each)][:SHOWN],
        today=today,
    )


def waits_for_me(application: ApplicationSummaryView) -> bool:
    return application.status in {"draft", "incomplete"} or application.unread_messages > 0


def could_ask_for(item: RadarItemView) -> bool:
    """Not what waits for an illness or a death: that is a link, not a proposal."""
    return item.eligible and not item.on_event and item.application_id is None


def to_come(applications: list[ApplicationSummaryView]) -> Decimal:
    """Euros that are decided and not yet paid."""
    return sum((each.amount.amount for each in applications if each.status == "approved" and each.amount), Decimal(0))


def closing_soon(
    items: list[RadarItemView], waiting: Iterable[ApplicationSummaryView], today: date
) -> list[tuple[RadarItemView, int]]:
    """What could still be asked for or submitted, with the days left, the last day included; soonest first."""
    unfinished = {each.id for each in waiting if each.status in {"draft", "incomplete"}}
    left = [
        (each, (each.closes_on - today).days)
        for each in items
        if each.closes_on and (could_ask_for(each) or each.application_id in unfinished)
    ]
    return sorted([(each, days) for each, days in left if 0 <= days <= SOON], key=lambda pair: pair[1])[:SHOWN_CLOSING]
