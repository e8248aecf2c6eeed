"""A member's account, found by its number: whether it opens, and what may be done about that."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import AdministratorPage, MembersAccountsPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.posting import redisplay
from services.contracts.actor import Role
from services.contracts.base import Command
from services.contracts.identity import (
    DisableMember,
    EnableMember,
    EndMemberSessions,
    GetMember,
    ListMembers,
    MemberAccountView,
    ResetMemberSecondFactor,
)

router = APIRouter(prefix="/staff/members")
MENU = MenuItem("nav.members", position=33)
Act = Literal["disable", "enable", "end-sessions"]
ACTS: dict[Act, type[Command[MemberAccountView]]] = {
    "disable": DisableMember,
    "enable": EnableMember,
    "end-sessions": EndMemberSessions,
}


RESET = "reset-second-factor"
"""Asked for by officers as well; it takes effect when its owner has had the time to call it off."""


@router.get("")
async def members(page: MembersAccountsPage) -> Response:
    return await _show(page, Form({"cgos_number": [page.request.query_params.get("cgos_number", "")]}))


@router.get("/{member_id}/reset-second-factor")
async def factor_reset_page(page: MembersAccountsPage, member_id: UUID) -> Response:
    return await _ask_again(page, member_id, RESET, Form())


@router.post("/{member_id}/reset-second-factor")
async def reset_member_second_factor(page: MembersAccountsPage, member_id: UUID) -> Response:
    return await _do(page, member_id, RESET, ResetMemberSecondFactor)


@router.get("/{member_id}/{act}")
async def member_act(page: AdministratorPage, member_id: UUID, act: Act) -> Response:
    """Asks again, for what follows is felt at once."""
    return await _ask_again(page, member_id, act, Form())


@router.post("/{member_id}/{act}")
async def do_member_act(page: AdministratorPage, member_id: UUID, act: Act) -> Response:
    return await _do(page, member_id, act, ACTS[act])


async def _do(page: PageContext, member_id: UUID, act: str, kind: type[Command[MemberAccountView]]) -> Response:
    form = await page.form()
    with redisplay(form, page.language, ("reason",)):
        done = await page.ask(kind.model_validate({"member_id": member_id, **form.given("reason")}))
        return page.go(f"/staff/members?cgos_number={done.cgos_number}", f"flash.member_{act.replace('-', '_')}")
    return await _ask_again(page, member_id, act, form)


async def _show(page: PageContext, form: Form) -> Response:
    found: list[MemberAccountView] = []
    with redisplay(form, page.language, ("cgos_number",)):
        if form.value("cgos_number"):
            found = (await page.ask(ListMembers(cgos_number=form.value("cgos_number")))).items
    administers = page.caller.has(Role.ADMINISTRATOR)
    return await page.show("staff/members.html", form=form, members=found, administers=administers)


async def _ask_again(page: PageContext, member_id: UUID, act: str, form: Form) -> Response:
    member = await page.ask(GetMember(member_id=member_id))
    return await page.show(
        "staff/member_act.html",
        form=form,
        member=member,
        act=act,
        here=f"/staff/members/{member_id}/{act}",
    )
