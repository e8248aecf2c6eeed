"""The benefits of the member's portal, and all that one asks for."""

from datetime import UTC, datetime
from typing import get_args

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import MemberPage
from gateway.pages.navigation import MenuItem
from gateway.pages.questions import questions
from services.contracts.applications import (
    BenefitCategory,
    GetBenefit,
    ListApplications,
    ListBenefits,
    StartApplication,
)
from services.contracts.calendar import day_in_paris

router = APIRouter(prefix="/{portal:portal}/benefits")
MENU = MenuItem("nav.benefits", position=20)


@router.get("")
async def benefits(page: MemberPage, category: BenefitCategory | None = None) -> Response:
    found = (await page.ask(ListBenefits(limit=100))).items
    used = {each.category for each in found}
    return await page.show(
        "benefits/list.html",
        benefits=[each for each in found if category in {None, each.category}],
        categories=[each for each in get_args(BenefitCategory) if each in used],
        category=category,
    )


@router.get("/{code}")
async def benefit(page: MemberPage, code: str) -> Response:
    found = await page.ask(GetBenefit(code=code))
    mine = (await page.ask(ListApplications(limit=100))).items
    return await page.show(
        "benefits/benefit.html",
        benefit=found,
        ended=found.closes_on is not None and found.closes_on < day_in_paris(datetime.now(UTC)),
        questions=questions(found.form, {}),
        drafts=[each for each in mine if each.benefit_code == code and each.status in {"draft", "incomplete"}],
    )


@router.post("/{code}/start")
async def start_application(page: MemberPage, code: str) -> Response:
    started = await page.ask(StartApplication(benefit_code=code))
    return page.go(page.path(f"/applications/{started.id}"), "flash.started")
