"""In and out: one sign-in page for each of the three doors."""

import json
from typing import Any, cast

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.doors import PublicVisit, UnfinishedVisit
from gateway.pages.forms import Form
from gateway.pages.visit import Visit
from gateway.problems import when_to_return
from gateway.security import csrf_token, forget_session, keep_session
from gateway.security.cookies import DOORS, Door, cookie_token
from services.contracts.identity import LogIn, LogInStaff, LogOut, SessionView
from services.contracts.refusals import Refusal

router = APIRouter()


@router.get("/{door:door}/sign-in")
async def sign_in(visit: PublicVisit, door: str, next: str = "") -> Response:
    return await _show(visit, Form(), door, next=next)


@router.post("/{door:door}/sign-in")
async def log_in(visit: PublicVisit, door: str) -> Response:
    form = await visit.form()
    try:
        session = await visit.ask(_command(visit, form, door))
    except ValidationError as invalid:
        form.reject(invalid, visit.language, ("cgos_number", "email", "password"))
        return await _show(visit, form, door, 422)
    except Refusal as refusal:
        if refusal.status not in {401, 403, 422, 429, 503}:
            raise
        form.reject(refusal, visit.language)
        right = refusal.facts.get("portal", "") if refusal.code == "wrong-portal" else ""
        shown = await _show(visit, form, door, refusal.status, right_portal=right, refusal=refusal.code)
        shown.headers.update(when_to_return(refusal))
        return shown
    return await _signed_in(visit, form, cast(Door, door), session)


@router.post("/{door:door}/sign-out")
async def log_out(visit: UnfinishedVisit, door: str) -> Response:
    try:
        await visit.ask(LogOut())
    finally:
        if visit.caller.token:
            visit.request.app.state.sessions.forget_token(visit.caller.token)
    response = visit.go("/", "flash.signed_out")
    forget_session(response, cast(Door, door))
    return response


def _command(visit: Visit, form: Form, door: str) -> LogIn | LogInStaff:
    common: dict[str, Any] = {
        "password": form.value("password"),
        "totp": form.value("totp") or None,
        "channel": "browser",
        "source": visit.caller.source,
        "user_agent": visit.caller.user_agent,
    }
    if door == "staff":
        return LogInStaff(email=form.value("email"), **common)
    return LogIn.model_validate({"cgos_number": form.value("cgos_number"), "portal": door, **common})


async def _signed_in(visit: Visit, form: Form, door: Door, session: SessionView) -> Response:
    target = _safe(form.value("next"), door)
    if session.must_change_password:
        target = f"/{door}/set-password"
    elif session.must_enrol_totp:
        target = f"/{door}/totp"
    kept = _kept(form.value("kept"))
    if kept and target == form.value("next"):
        response: Response = await visit.show(
            "front/carry_on.html", portal=door, target=target, kept=kept, csrf_token=csrf_token(session.access_token)
        )
    else:
        response = visit.go(target)
    keep_session(response, door, session.access_token)
    return response


def _safe(target: str, door: str) -> str:
    """Only a page of the door that was just opened; never another site."""
    inside = target == f"/{door}" or target.startswith((f"/{door}/", f"/{door}?"))
    return target if inside and "\\" not in target and "//" not in target else f"/{door}"


def _kept(text: str) -> list[tuple[str, str]]:
    """The answers that a page carried through the sign-in. They came with the form, so they are not to be believed."""
    try:
        pairs = json.loads(text or "[]")
        return [(str(name), str(value)) for name, value in pairs]
    except (ValueError, TypeError):
        return []


async def _show(visit: Visit, form: Form, door: str, status: int = 200, /, **context: Any) -> Response:
    others = [each for each in DOORS if each != door and cookie_token(visit.request, each)]
    shown: dict[str, Any] = {"next": form.value("next"), "kept": form.value("kept"), "ended": False}
    shown |= {"other_doors": others, "door": door, "portal": door, "form": form}
    return await visit.show("front/sign_in.html", status, **(shown | context))
