"""What is kept of me: a copy of all of it, its end, and who of the staff looked at it."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from gateway.pages.access import ApplicantPage, MemberPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from services.contracts.actor import Role
from services.contracts.documents.exports import ListExports, RequestExport
from services.contracts.identity.erasure import GetErasure, RequestErasure, WithdrawErasure
from services.contracts.identity.file_acts import ListFileActs

router = APIRouter(prefix="/{portal:portal}/file")
SHOWN = 3
"""Copies asked for lately."""


@router.get("/my-data")
async def my_data(page: ApplicantPage) -> Response:
    return await _show(page, Form())


@router.post("/my-data/export")
async def request_export(page: ApplicantPage) -> Response:
    form = await page.form()
    with redisplay(form, page.language, at=""):
        await page.ask(RequestExport())
        return page.go(page.path("/file/my-data"), "flash.export_asked")
    return await _show(page, form)


@router.post("/my-data/erasure")
async def request_erasure(page: MemberPage) -> Response:
    form = await page.form()
    if form.value("understood") != "true":
        form.errors["understood"] = page.texts.t("my_data.understand")
        return await _show(page, form)
    with redisplay(form, page.language, ("reason",)):
        await page.ask(RequestErasure.model_validate(form.given("reason")))
        return page.go(page.path("/file/my-data"), "flash.erasure_asked")
    return await _show(page, form)


@router.post("/my-data/erasure/withdraw")
async def withdraw_erasure(page: MemberPage) -> Response:
    form = await page.form()
    with redisplay(form, page.language, at=""):
        await page.ask(WithdrawErasure())
        return page.go(page.path("/file/my-data"), "flash.erasure_withdrawn")
    return await _show(page, form)


@router.get("/readers")
async def file_acts(page: MemberPage, cursor: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    found = await page.ask(ListFileActs(cursor=cursor))
    return await page.show(
        "file/readers.html", acts=found.items, first=first_page(page), next=next_page(page, found.next_cursor)
    )


async def _show(page: PageContext, form: Form) -> Response:
    """A survivor has a copy; their erasure is asked for by letter."""
    if page.caller.has(Role.MEMBER):
        exports, erasure = await asyncio.gather(page.ask(ListExports(limit=SHOWN)), page.ask(GetErasure()))
    else:
        exports, erasure = await page.ask(ListExports(limit=SHOWN)), None
    return await page.show(
        "file/my_data.html", form=form, exports=exports.items, erasure=erasure, here=page.path("/file/my-data")
    )
