"""My file: who I am here, household and rights, contact details, security."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.access import MemberPage, UnfinishedPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.household import household_command, rights_command
from gateway.pages.navigation import MenuItem
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
from services.contracts.refusals import Refusal

router = APIRouter(prefix="/{portal:portal}/file")
MENU = MenuItem("nav.file", position=60)
SHOWN_AGAIN = {409, 412, 422, 429, 503}


@router.get("")
async def member_file(page: MemberPage) -> Response:
    return await _show(page, Form())


@router.post("/contact")
async def update_me(page: MemberPage) -> Response:
    form = await page.form()
    given = form.given("phone", "postal_address", "language")
    return await _save(page, form, UpdateMe, given | _version(form), "flash.contact")


@router.post("/email")
async def change_email(page: MemberPage) -> Response:
    form = await page.form()
    return await _save(page, form, ChangeEmail, form.given("email"), "flash.email_sent")


@router.get("/email")
async def email_link(page: MemberPage, token: str = "") -> Response:
    return await page.show("file/confirm_email.html", token=token)


@router.post("/email/confirm")
async def confirm_email(page: MemberPage) -> Response:
    form = await page.form()
    return await _save(page, form, ConfirmEmail, form.given("token"), "flash.email_confirmed")


@router.post("/household")
async def put_household(page: MemberPage) -> Response:
    form = await page.form()
    if "grow" in form.typed:
        return await _show(page, form)
    return await _save(page, form, None, household_command(form), "flash.household")


@router.post("/rights")
async def open_rights(page: MemberPage) -> Response:
    form = await page.form()
    return await _save(page, form, None, rights_command(form, datetime.now(UTC).year), "flash.rights")


@router.post("/sessions/{session_id}/end")
async def revoke_session(page: UnfinishedPage, session_id: UUID) -> Response:
    await page.ask(RevokeSession(session_id=session_id))
    return page.go(page.path("/file#sessions"), "flash.session_ended")


def _version(form: Form) -> dict[str, Any]:
    return form.given("expected_version")


async def _save(page: PageContext, form: Form, kind: type[Command[View]] | None, fields: Any, flash: str) -> Response:
    """`fields`: what `kind` is made of, or where there is none a function that makes the command."""
    try:
        await page.ask(kind.model_validate(fields) if kind else fields())
    except (ValidationError, Refusal) as refused:
        if isinstance(refused, Refusal) and refused.status not in SHOWN_AGAIN:
            raise
        form.reject(refused, page.language)
        return await _show(page, form, getattr(refused, "status", 422))
    return page.go(page.path("/file"), flash)


async def _show(page: PageContext, form: Form, status: int = 200) -> Response:
    me, household, rights, sessions = await asyncio.gather(
        page.ask(GetMe()), page.ask(GetHousehold()), page.ask(ListRights()), page.ask(ListSessions(limit=50))
    )
    return await page.show(
        "file/file.html",
        status,
        form=form,
        me=me,
        household=household,
        rights=rights.items,
        sessions=sessions.items,
        year=datetime.now(UTC).year,
        grown="grow" in form.typed,
        here=page.path("/file"),
    )
