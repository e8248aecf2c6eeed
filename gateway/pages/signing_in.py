"""In and out: one sign-in page for each of the three portals."""

import json
from typing import Any, cast

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import PublicPage, UnfinishedPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from gateway.security import csrf_token, device_of, forget_session, keep_device, keep_session
from gateway.security.cookies import SIGN_IN_PORTALS, SignInPortal, cookie_token
from services.contracts.identity import LogIn, LogInStaff, LogOut, SessionView
from services.contracts.identity.refusals import WrongPortal

router = APIRouter()


@router.get("/{portal:sign_in_portal}/sign-in")
async def sign_in(page: PublicPage, portal: str, next: str = "") -> Response:
    return await _show(page, Form(), portal, next=next)


@router.post("/{portal:sign_in_portal}/sign-in")
async def log_in(page: PublicPage, portal: str) -> Response:
    form = await page.form()
    with redisplay(form, page.language, ("cgos_number", "email", "password")):
        device = device_of(page.request)
        session = await page.ask(_command(page, form, portal, device))
        response = await _signed_in(page, form, cast(SignInPortal, portal), session)
        keep_device(response, device)
        return response
    refusal = form.refusal
    right = refusal.facts.get("portal", "") if isinstance(refusal, WrongPortal) else ""
    return await _show(page, form, portal, right_portal=right, refusal=refusal.code if refusal else "")


@router.post("/{portal:sign_in_portal}/sign-out")
async def log_out(page: UnfinishedPage, portal: str) -> Response:
    try:
        await page.ask(LogOut())
    finally:
        if page.caller.token:
            page.request.app.state.sessions.forget_token(page.caller.token)
    response = page.go("/", "flash.signed_out")
    forget_session(response, cast(SignInPortal, portal))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _command(page: PageContext, form: Form, portal: str, device: str) -> LogIn | LogInStaff:
    common: dict[str, Any] = {
        "password": form.value("password"),
        "totp": form.value("totp") or None,
        "channel": "browser",
        "source": page.caller.source,
        "user_agent": page.caller.user_agent,
        "device": device,
    }
    if portal == "staff":
        return LogInStaff(email=form.value("email"), **common)
    return LogIn.model_validate({"cgos_number": form.value("cgos_number"), "portal": portal, **common})


async def _signed_in(page: PageContext, form: Form, portal: SignInPortal, session: SessionView) -> Response:
    target = _safe(form.value("next"), portal)
    if session.must_change_password:
        target = f"/{portal}/set-password"
    elif session.must_enrol_totp:
        target = f"/{portal}/totp"
    kept = _kept(form.value("kept"))
    if kept and target == form.value("next"):
        response: Response = await page.show(
            "sign_in/carry_on.html",
            portal=portal,
            target=target,
            kept=kept,
            csrf_token=csrf_token(session.access_token),
        )
    else:
        response = page.go(target)
    keep_session(response, portal, session.access_token)
    return response


def _safe(target: str, portal: str) -> str:
    """Only a page of the portal that was just opened; never another site."""
    inside = target == f"/{portal}" or target.startswith((f"/{portal}/", f"/{portal}?"))
    return target if inside and "\\" not in target and "//" not in target else f"/{portal}"


def _kept(text: str) -> list[tuple[str, str]]:
    """The answers that a page carried through the sign-in. They came with the form, so they are not to be believed."""
    try:
        pairs = json.loads(text or "[]")
        return [(str(name), str(value)) for name, value in pairs]
    except (ValueError, TypeError):
        return []


async def _show(page: PageContext, form: Form, portal: str, /, **context: Any) -> Response:
    others = [each for each in SIGN_IN_PORTALS if each != portal and cookie_token(page.request, each)]
    shown: dict[str, Any] = {"next": form.value("next"), "kept": form.value("kept"), "ended": False}
    shown |= {"other_portals": others, "portal": portal, "form": form}
    return await page.show("sign_in/sign_in.html", **(shown | context))
