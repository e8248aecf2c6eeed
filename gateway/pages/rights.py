"""The rights of a year, one path: household, papers, what they say, result. Here its ends: household and result."""

import asyncio
from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import MemberPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.household import household_command
from gateway.pages.posting import redisplay
from services.contracts.calendar import day_in_paris
from services.contracts.identity import GetHousehold, GetMe, MeView
from services.contracts.identity.rights import ListRightsChanges, RightsChangeView

router = APIRouter(prefix="/{portal:portal}/file")
STEPS = ("household", "notice", "check", "result")
SETTLED = frozenset({"verified", "confirmed"})
"""What only an officer changes."""


@router.get("/household")
async def household_page(page: MemberPage) -> Response:
    return await _household(page, Form())


@router.post("/household")
async def put_household(page: MemberPage) -> Response:
    form = await page.form()
    if "grow" not in form.typed:
        with redisplay(form, page.language):
            await page.ask(household_command(form)())
            return page.go(page.path("/file/rights"), "flash.household")
    return await _household(page, form)


@router.get("/rights/result")
async def rights_result(page: MemberPage) -> Response:
    me = await page.ask(GetMe())
    return await page.show("file/result.html", me=me, changes=await changes_of(page, me), **step(page, me, "result"))


async def changes_of(page: PageContext, me: MeView) -> list[RightsChangeView]:
    """Newest first."""
    if me.rights is None or me.rights.id is None:
        return []
    return (await page.ask(ListRightsChanges(rights_id=me.rights.id))).items


def step(page: PageContext, me: MeView, name: str) -> dict[str, object]:
    """What each page of the path shows."""
    return {
        "rights": me.rights,
        "settled": me.rights is not None and me.rights.state in SETTLED,
        "year": this_year(),
        "steps": [page.texts.t(f"rights.step_{each}") for each in STEPS],
        "at": STEPS.index(name),
    }


async def _household(page: PageContext, form: Form) -> Response:
    me, household = await asyncio.gather(page.ask(GetMe()), page.ask(GetHousehold()))
    grown = "grow" in form.typed
    return await page.show(
        "file/household.html", form=form, household=household, grown=grown, **step(page, me, "household")
    )


def this_year() -> int:
    return day_in_paris(datetime.now(UTC)).year
