"""My file: who I am here, household and rights, contact details, security."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import MemberPage, UnfinishedPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.household import household_command, rights_command
from gateway.pages.navigation import MenuItem
from gateway.pages.posting import redisplay
from services.contracts.base import Command, View
from services.contracts.identity import (
    ChangeEmail,
    ConfirmEmail,
    GetHousehold,
    GetMe,
    ListRights,
    ListSessions,
    RevokeSession,
    UpdateMe,
)

router = APIRouter(prefix="/{portal:portal}/file")
MENU = MenuItem("nav.file", position=60)


@router.get("")
async def member_file(page: MemberPage) -> Response:
    return await _show(page, Form())


@router.post("/contact")
async def update_me(page: MemberPage) -> Response:
    form = await page.form()
    given = form.given("phone", "postal_address", "language", "expected_version")
    return await _save(page, form, partial(UpdateMe.model_validate, given), "flash.contact")


@router.post("/email")
async def change_email(page: MemberPage) -> Response:
    form = await page.form()
    return await _save(page, form, partial(ChangeEmail.model_validate, form.given("email")), "flash.email_sent")


@router.get("/email")
async def email_link(page: MemberPage, token: str = "") -> Response:
    return await page.show("file/confirm_email.html", token=token)


@router.post("/email/confirm")
async def confirm_email(page: MemberPage) -> Response:
    form = await page.form()
    return await _save(page, form, partial(ConfirmEmail.model_validate, form.given("token")), "flash.email_confirmed")


@router.post("/household")
async def put_household(page: MemberPage) -> Response:
    form = await page.form()
    if "grow" in form.typed:
        return await _show(page, form)
    return await _save(page, form, household_command(form), "flash.household")


@router.post("/rights")
async def open_rights(page: MemberPage) -> Response:
    form = await page.form()
    return await _save(page, form, rights_command(form, datetime.now(UTC).year), "flash.rights")


@router.post("/sessions/{session_id}/end")
async def revoke_session(page: UnfinishedPage, session_id: UUID) -> Response:
    await page.ask(RevokeSession(session_id=session_id))
    return page.go(page.path("/file#sessions"), "flash.session_ended")


async def _save(page: PageContext, form: Form, command: Callable[[], Command[View]], flash: str) -> Response:
    with redisplay(form, page.language):
        await page.ask(command())
        return page.go(page.path("/file"), flash)
    return await _show(page, form)


async def _show(page: PageContext, form: Form) -> Response:
    me, household, rights, sessions = await asyncio.gather(
        page.ask(GetMe()), page.ask(GetHousehold()), page.ask(ListRights()), page.ask(ListSessions(limit=50))
    )
    return await page.show(
        "file/file.html",
        form=form,
        me=me,
        household=household,
        rights=rights.items,
        sessions=sessions.items,
        year=datetime.now(UTC).year,
        grown="grow" in form.typed,
        here=page.path("/file"),
    )
