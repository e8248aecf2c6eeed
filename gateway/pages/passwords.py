"""First login, a password of one's own, a forgotten one; and the second factor."""

import segno
from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from gateway.pages.access import PublicPage, UnfinishedPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
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


@router.get("/first-login")
async def first_login(page: PublicPage) -> Response:
    return await page.show("sign_in/first_login.html")


@router.post("/first-login")
async def request_first_login(page: PublicPage) -> Response:
    form = await page.form()
    with redisplay(form, page.language):
        await page.ask(RequestFirstLogin(cgos_number=form.value("cgos_number"), source=page.caller.source))
        return page.go("/first-login/sent")
    return await page.show("sign_in/first_login.html", form=form)


@router.get("/first-login/sent")
async def first_login_sent(page: PublicPage) -> Response:
    return await page.show("public/done.html", subject="first_login", next="/")


@router.get("/forgotten-password")
async def forgotten_password(page: PublicPage, staff: bool = False) -> Response:
    return await page.show("sign_in/forgotten_password.html", staff=staff)


@router.post("/forgotten-password")
async def request_password_reset(page: PublicPage) -> Response:
    form = await page.form()
    with redisplay(form, page.language):
        await page.ask(RequestPasswordReset(**form.given("cgos_number", "email"), source=page.caller.source))
        return page.go("/forgotten-password/sent")
    return await page.show("sign_in/forgotten_password.html", form=form, staff="email" in form.typed)


@router.get("/forgotten-password/sent")
async def forgotten_password_sent(page: PublicPage) -> Response:
    return await page.show("public/done.html", subject="forgotten_password", next="/")


@router.get("/reset-password")
async def reset_page(page: PublicPage, token: str = "") -> Response:
    """Only shows the form: mail scanners follow links, so the token is not consumed before the POST."""
    return await page.show("sign_in/reset_password.html", token=token)


@router.post("/reset-password")
async def reset_password(page: PublicPage) -> Response:
    form = await page.form()
    with redisplay(form, page.language):
        _require_same(page, form)
        await page.ask(ResetPassword(token=form.value("token"), new_password=form.value("new_password")))
        return page.go("/", "flash.password_reset")
    return await page.show("sign_in/reset_password.html", form=form, token=form.value("token"))


@router.get("/set-password")
async def which_password(page: PublicPage) -> Response:
    """Where an e-mail points: the page proper belongs to a portal."""
    return page.go("/")


@router.get("/{portal:sign_in_portal}/set-password")
async def set_password(page: UnfinishedPage) -> Response:
    return await page.show("sign_in/set_password.html", first=_first(page))


@router.post("/{portal:sign_in_portal}/set-password")
async def change_password(page: UnfinishedPage, portal: str) -> Response:
    form = await page.form()
    with redisplay(form, page.language):
        _require_same(page, form)
        current, new = form.value("current_password"), form.value("new_password")
        await _ask(page, ChangePassword(current_password=current, new_password=new))
        return page.go(f"/{portal}", "flash.password_changed")
    return await page.show("sign_in/set_password.html", form=form, first=_first(page))


@router.get("/{portal:sign_in_portal}/totp")
async def totp(page: UnfinishedPage) -> Response:
    enrolment = await page.ask(EnrolTotp())
    return await page.show("sign_in/totp.html", enrolment=enrolment, code=_drawn(enrolment.otpauth_url))


@router.post("/{portal:sign_in_portal}/totp")
async def confirm_totp(page: UnfinishedPage, portal: str) -> Response:
    form = await page.form()
    with redisplay(form, page.language):
        await _ask(page, ConfirmTotp(code=form.value("code").replace(" ", "")))
        return page.go(f"/{portal}", "flash.totp_confirmed")
    enrolment = {"secret": form.value("secret"), "otpauth_url": form.value("otpauth_url")}
    return await page.show("sign_in/totp.html", form=form, enrolment=enrolment, code=_drawn(enrolment["otpauth_url"]))


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


def _require_same(page: PageContext, form: Form) -> None:
    if form.value("new_password") != form.value("repeated"):
        raise PasswordsDiffer.at("/repeated", page.texts.t("password.differ"))


async def _ask(page: PageContext, command: Command[View]) -> None:
    """What changes what a session may do: the gateway must not remember what it could do before."""
    await page.ask(command)
    if page.caller.token:
        page.request.app.state.sessions.forget_token(page.caller.token)


def _first(page: PageContext) -> bool:
    return bool(page.caller.session and page.caller.session.must_change_password)
