"""My file: who I am here, household and rights as they stand, contact details, security."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import ApplicantPage, MemberPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.posting import redisplay
from gateway.pages.professions import profession_names
from gateway.pages.rights import this_year
from services.contracts.actor import Role
from services.contracts.base import Command, View
from services.contracts.identity import (
    ChangeEmail,
    ConfirmEmail,
    GetHousehold,
    GetMe,
    ListPortals,
    ListRights,
    ListSessions,
    RevokeSession,
    UpdateMe,
)
from services.contracts.identity.addresses import is_an_establishments
from services.contracts.identity.second_email import ChangeSecondEmail, RemoveSecondEmail

router = APIRouter(prefix="/{portal:portal}/file")
MENU = MenuItem("nav.file", position=60)


@router.get("")
async def member_file(page: ApplicantPage) -> Response:
    return await (_show(page, Form()) if page.caller.has(Role.MEMBER) else _show_survivor(page))


@router.post("/contact")
async def update_me(page: MemberPage) -> Response:
    form = await page.form()
    given = form.given("phone", "postal_address", "language", "expected_version")
    return await _save(page, form, partial(UpdateMe.model_validate, given), "flash.contact")


@router.post("/email")
async def change_email(page: MemberPage) -> Response:
    form = await page.form()
    given = form.given("email", "current_password")
    return await _save(page, form, partial(ChangeEmail.model_validate, given), "flash.email_sent", ["current_password"])


@router.post("/second-email")
async def change_second_email(page: MemberPage) -> Response:
    form = await page.form()
    given = {"email": form.value("second_email"), "current_password": form.value("second_password")}
    if form.value("do") == "remove":
        await page.ask(RemoveSecondEmail())
        return page.go(page.path("/file#second"), "flash.second_email_removed")
    with redisplay(form, page.language, at="second_email"):
        await page.ask(ChangeSecondEmail.model_validate({name: text for name, text in given.items() if text}))
        return page.go(page.path("/file#second"), "flash.email_sent")
    return await _show(page, form)


@router.get("/email")
async def email_link(page: MemberPage, token: str = "") -> Response:
    return await page.show("file/confirm_email.html", token=token)


@router.post("/email/confirm")
async def confirm_email(page: MemberPage) -> Response:
    form = await page.form()
    return await _save(page, form, partial(ConfirmEmail.model_validate, form.given("token")), "flash.email_confirmed")


@router.post("/sessions/{session_id}/end")
async def revoke_session(page: ApplicantPage, session_id: UUID) -> Response:
    await page.ask(RevokeSession(session_id=session_id))
    return page.go(page.path("/file#sessions"), "flash.session_ended")


async def _save(
    page: PageContext, form: Form, command: Callable[[], Command[View]], flash: str, fields: Iterable[str] = ()
) -> Response:
    with redisplay(form, page.language, fields):
        await page.ask(command())
        return page.go(page.path("/file"), flash)
    return await _show(page, form)


async def _show_survivor(page: PageContext) -> Response:
    me, sessions = await asyncio.gather(page.ask(GetMe()), page.ask(ListSessions(limit=50)))
    return await page.show("file/survivor.html", me=me, sessions=sessions.items)


async def _show(page: PageContext, form: Form) -> Response:
    me, household, rights, sessions, portals = await asyncio.gather(
        page.ask(GetMe()),
        page.ask(GetHousehold()),
        page.ask(ListRights()),
        page.ask(ListSessions(limit=50)),
        page.ask(ListPortals()),
    )
    return await page.show(
        "file/file.html",
        form=form,
        me=me,
        professional=is_an_establishments(me.email),
        names=profession_names(portals),
        household=household,
        rights=rights.items,
        sessions=sessions.items,
        year=this_year(),
        here=page.path("/file"),
    )
