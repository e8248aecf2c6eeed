"""The benefits of the member's portal, and all that one asks for."""

import asyncio
from datetime import UTC, datetime
from typing import get_args

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import ApplicantPage
from gateway.pages.context import PageContext
from gateway.pages.navigation import MenuItem
from gateway.pages.questions import questions
from services.contracts.actor import Role
from services.contracts.applications import (
    BenefitCategory,
    BenefitView,
    GetBenefit,
    GetRadar,
    ListApplications,
    ListBenefits,
    RadarView,
    StartApplication,
)
from services.contracts.calendar import day_in_paris

router = APIRouter(prefix="/{portal:portal}/benefits")
MENU = MenuItem("nav.benefits", position=20)


@router.get("")
async def benefits(page: ApplicantPage, category: BenefitCategory | None = None) -> Response:
    found = (await page.ask(ListBenefits(limit=100))).items
    used = {each.category for each in found}
    return await page.show(
        "benefits/list.html",
        benefits=[each for each in found if category in {None, each.category}],
        categories=[each for each in get_args(BenefitCategory) if each in used],
        category=category,
        now=day_in_paris(datetime.now(UTC)),
    )


@router.get("/{code}")
async def benefit(page: ApplicantPage, code: str) -> Response:
    found, mine, radar = await asyncio.gather(
        page.ask(GetBenefit(code=code)),
        page.ask(ListApplications(limit=100)),
        _radar(page, code),
    )
    return await page.show(
        "benefits/benefit.html",
        benefit=found,
        ended=found.closes_on is not None and found.closes_on < day_in_paris(datetime.now(UTC)),
        questions=questions(found.form, {}),
        drafts=[each for each in mine.items if each.benefit_code == code and each.status in {"draft", "incomplete"}],
        for_me=radar.items[0] if radar and radar.items else None,
        a_child=is_by_child(found),
    )


async def _radar(page: PageContext, code: str) -> RadarView | None:
    """What the member's file says to it; of a survivor there is none."""
    return await page.try_ask(GetRadar(code=code), within=1.5) if page.caller.has(Role.MEMBER) else None


def is_by_child(benefit: BenefitView) -> bool:
    """Whether the amount is once for each child who counts."""
    counted = benefit.form["properties"].get((benefit.scale.quantity or "").removeprefix("/"), {})
    return counted.get("x-prefill") == "/children" and benefit.scale.quantity_at_most != 1


@router.post("/{code}/start")
async def start_application(page: ApplicantPage, code: str) -> Response:
    started = await page.ask(StartApplication(benefit_code=code))
    return page.go(page.path(f"/applications/{started.id}"), "flash.started")
