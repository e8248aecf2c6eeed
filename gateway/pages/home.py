"""A member's home: what waits for me, then what I could have."""

import asyncio
from datetime import UTC, date, datetime

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import MemberPage
from gateway.pages.navigation import MenuItem
from services.contracts.applications import ApplicationSummaryView, BenefitSummaryView, ListApplications, ListBenefits
from services.contracts.calendar import day_in_paris
from services.contracts.identity import GetMe

router = APIRouter()
MENU = MenuItem("nav.home", position=10)
SHOWN = 6
SHOWN_CLOSING = 5
SOON = 45
"""Days before the end of a benefit from which home speaks of it."""


@router.get("/{portal:portal}")
async def home(page: MemberPage) -> Response:
    me, applications, benefits = await asyncio.gather(
        page.ask(GetMe()), page.ask(ListApplications(limit=50)), page.ask(ListBenefits(limit=100))
    )
    today = day_in_paris(datetime.now(UTC))
    mine = applications.items
    started = {each.benefit_code for each in mine if each.status not in {"withdrawn", "expired", "rejected"}}
    return await page.show(
        "home/home.html",
        me=me,
        waiting=[each for each in mine if waits_for_me(each)],
        under_way=[each for each in mine if each.status in {"submitted", "under_review"}],
        closing=closing_soon(benefits.items, today),
        could_have=[each for each in benefits.items if each.open and each.code not in started][:SHOWN],
        today=today,
    )


def waits_for_me(application: ApplicationSummaryView) -> bool:
    return application.status in {"draft", "incomplete"} or application.unread_messages > 0


def closing_soon(benefits: list[BenefitSummaryView], today: date) -> list[tuple[BenefitSummaryView, int]]:
    """With the days left, the last day included; soonest first."""
    left = [(each, (each.closes_on - today).days) for each in benefits if each.open and each.closes_on]
    return sorted([(each, days) for each, days in left if 0 <= days <= SOON], key=lambda pair: pair[1])[:SHOWN_CLOSING]
