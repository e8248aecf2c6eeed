"""First login, a password of one's own, a forgotten one; and the second factor."""

import segno
from fastapi import APIRouter
from markupsafe import Markup
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.doors import PublicVisit, UnfinishedVisit
from gateway.pages.forms import Form
from gateway.pages.visit import Visit
from gateway.problems import when_to_return
from services.contracts.base import Command, View
from services.contracts.identity import (
    ChangePassword,
    ConfirmTotp,
    EnrolTotp,
    RequestFirstLogin,
    RequestPasswordReset,
    ResetPassword,
)
from services.contracts.refusals import Refusal

router = APIRouter()
SHOWN_AGAIN = {401, 403, 409, 422, 429, 503}


@router.get("/first-login")
async def first_login(visit: PublicVisit) -> Response:
    return await visit.show("front/first_login.html")


@router.post("/first-login")
async def request_first_login(visit: PublicVisit) -> Response:
    form = await visit.form()
    try:
        await visit.ask(RequestFirstLogin(cgos_number=form.value("cgos_number"), source=visit.caller.source))
    except (ValidationError, Refusal) as refused:
        return await _again(visit, "front/first_login.html", form, refused)
    return visit.go("/first-login/sent")


@router.get("/first-login/sent")
async def first_login_sent(visit: PublicVisit) -> Response:
    return await visit.show("front/done.html", subject="first_login", next="/")


@router.get("/forgotten-password")
async def forgotten_password(visit: PublicVisit, staff: bool = False) -> Response:
    return await visit.show("front/forgotten_password.html", staff=staff)


@router.post("/forgotten-password")
async def request_password_reset(visit: PublicVisit) -> Response:
    form = await visit.form()
    given = form.given("cgos_number", "email")
    try:
        await visit.ask(RequestPasswordReset(**given, source=visit.caller.source))
    except (ValidationError, Refusal) as refused:
        return await _again(visit, "front/forgotten_password.html", form, refused, staff="email" in form.typed)
    return visit.go("/forgotten-password/sent")


@router.get("/forgotten-password/sent")
async def forgotten_password_sent(visit: PublicVisit) -> Response:
    return await visit.show("front/done.html", subject="forgotten_password", next="/")


@router.get("/reset-password")
async def reset_page(visit: PublicVisit, token: str = "") -> Response:
    """Only shows the form: mail scanners follow links, so the token is not consumed before the POST."""
    return await visit.show("front/reset_password.html", token=token)


@router.post("/reset-password")
async def reset_password(visit: PublicVisit) -> Response:
    form = await visit.form()
    try:
        _require_same(visit, form)
        await visit.ask(ResetPassword(token=form.value("token"), new_password=form.value("new_password")))
    except (ValidationError, Refusal) as refused:
        return await _again(visit, "front/reset_password.html", form, refused, token=form.value("token"))
    return visit.go("/", "flash.password_reset")


@router.get("/set-password")
async def which_password(visit: PublicVisit) -> Response:
    """Where an e-mail points: the page proper belongs to a portal."""
    return visit.go("/")


@router.get("/{door:door}/set-password")
async def set_password(visit: UnfinishedVisit) -> Response:
    return await visit.show("front/set_password.html", first=_first(visit))


@router.post("/{door:door}/set-password")
async def change_password(visit: UnfinishedVisit, door: str) -> Response:
    form = await visit.form()
    try:
        _require_same(visit, form)
        await _ask(
            visit,
            ChangePassword(current_password=form.value("current_password"), new_password=form.value("new_password")),
        )
    except (ValidationError, Refusal) as refused:
        return await _again(visit, "front/set_password.html", form, refused, first=_first(visit))
    return visit.go(f"/{door}", "flash.password_changed")


@router.get("/{door:door}/totp")
async def totp(visit: UnfinishedVisit) -> Response:
    enrolment = await visit.ask(EnrolTotp())
    return await visit.show("front/totp.html", enrolment=enrolment, code=_drawn(enrolment.otpauth_url))


@router.post("/{door:door}/totp")
async def confirm_totp(visit: UnfinishedVisit, door: str) -> Response:
    form = await visit.form()
    enrolment = {"secret": form.value("secret"), "otpauth_url": form.value("otpauth_url")}
    try:
        await _ask(visit, ConfirmTotp(code=form.value("code").replace(" ", "")))
    except (ValidationError, Refusal) as refused:
        return await _again(
            visit, "front/totp.html", form, refused, enrolment=enrolment, code=_drawn(form.value("otpauth_url"))
        )
    return visit.go(f"/{door}", "flash.totp_confirmed")


def _drawn(address: str) -> Markup | None:
    """The address as a QR code: an SVG element, with its quiet zone. None where it is too long for one."""
    try:
        drawn = segno.make_qr(address, error="m")
    except segno.DataOverflowError:
        return None
    return Markup(drawn.svg_inline(border=4, omitsize=True, lineclass=None))  # noqa: S704 - modules, nothing that was typed


class PasswordsDiffer(Refusal):
    """The second time another password was typed."""

    status = 422


def _require_same(visit: Visit, form: Form) -> None:
    if form.value("new_password") != form.value("repeated"):
        raise PasswordsDiffer.at("/repeated", visit.texts.t("password.differ"))


async def _ask(visit: Visit, command: Command[View]) -> None:
    """What changes what a session may do: the gateway must not remember what it could do before."""
    await visit.ask(command)
    if visit.caller.token:
        visit.request.app.state.sessions.forget_token(visit.caller.token)


def _first(visit: Visit) -> bool:
    return bool(visit.caller.session and visit.caller.session.must_change_password)


async def _again(
    visit: Visit, template: str, form: Form, refused: Refusal | ValidationError, **context: object
) -> Response:
    if isinstance(refused, Refusal) and refused.status not in SHOWN_AGAIN:
        raise refused
    form.reject(refused, visit.language)
    for name in [each for each in form.typed if "password" in each or each == "repeated"]:
        del form.typed[name]
    shown = await visit.show(template, getattr(refused, "status", 422), form=form, **context)
    if isinstance(refused, Refusal):
        shown.headers.update(when_to_return(refused))
    return shown
