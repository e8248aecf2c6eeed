"""First login, a password of one's own, a forgotten one; and the second factor."""

import segno
from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from gateway.pages.access import FactorPage, PublicPage, StepFirst, UnfinishedPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from gateway.security.cookies import SIGN_IN_PORTALS
from services.contracts.base import Command, View
from services.contracts.identity import (
    ChangePassword,
    ConfirmTotp,
    EnrolTotp,
    GetMe,
    GetResetLink,
    RequestFirstLogin,
    RequestPasswordReset,
    ResetPassword,
)
from services.contracts.identity.refusals import LinkExpired
from services.contracts.refusals import Refusal

router = APIRouter()
MOST_OF_A_TOKEN = 200
"""Characters. A longer one is none of ours, and opens nothing either way."""


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
    """Uses nothing up: mail scanners follow links. A link that opens nothing says so before anything is typed."""
    try:
        link = await page.ask(GetResetLink(token=token[:MOST_OF_A_TOKEN]))
    except LinkExpired as refusal:
        return await page.show("sign_in/link_expired.html", refusal.status, staff=False)
    return await page.show("sign_in/reset_password.html", token=token, leads_to=link.portal)


@router.post("/reset-password")
async def reset_password(page: PublicPage) -> Response:
    form = await page.form()
    portal = form.value("leads_to") if form.value("leads_to") in SIGN_IN_PORTALS else ""
    with redisplay(form, page.language):
        _require_same(page, form)
        await page.ask(ResetPassword(token=form.value("token"), new_password=form.value("new_password")))
        return page.go(f"/{portal}/sign-in" if portal else "/", "flash.password_reset")
    if isinstance(form.refusal, LinkExpired):
        return await page.show("sign_in/link_expired.html", form.status, staff=portal == "staff")
    return await page.show("sign_in/reset_password.html", form=form, token=form.value("token"), leads_to=portal)


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
    with redisplay(form, page.language, ("current_password",)):
        _require_same(page, form)
        await _ask(page, ChangePassword(**form.given("current_password"), new_password=form.value("new_password")))
        return page.go(f"/{portal}", "flash.password_changed")
    return await page.show("sign_in/set_password.html", form=form, first=_first(page))


@router.get("/{portal:sign_in_portal}/totp")
async def totp(page: FactorPage) -> Response:
    """Opening it makes no key: a key made is one that counts instead of the last."""
    if _first(page):
        raise StepFirst("A password is to be set first.", step="set-password")
    return await page.show("sign_in/enrol_totp.html", ask=await _asked_to_enrol(page))


@router.post("/{portal:sign_in_portal}/totp")
async def enrol_totp(page: FactorPage) -> Response:
    form = await page.form()
    with redisplay(form, page.language, ("current_password", "totp")):
        enrolment = await page.ask(EnrolTotp.model_validate(form.given("current_password", "totp")))
        return await page.show("sign_in/totp.html", enrolment=enrolment, code=_drawn(enrolment.otpauth_url))
    return await page.show("sign_in/enrol_totp.html", form=form, ask=await _asked_to_enrol(page))


@router.post("/{portal:sign_in_portal}/totp/confirm")
async def confirm_totp(page: FactorPage, portal: str) -> Response:
    form = await page.form()
    with redisplay(form, page.language):
        await _ask(page, ConfirmTotp(code=form.value("code").replace(" ", "")))
        return page.go(f"/{portal}", "flash.totp_confirmed")
    enrolment = {"secret": form.value("secret"), "otpauth_url": form.value("otpauth_url")}
    return await page.show("sign_in/totp.html", form=form, enrolment=enrolment, code=_drawn(enrolment["otpauth_url"]))


async def _asked_to_enrol(page: PageContext) -> str:
    """The field that proves who it is; none right after signing in to do just this."""
    session = page.caller.session
    if session and session.must_enrol_totp and not session.must_change_password:
        return ""
    return "totp" if (await page.ask(GetMe())).totp_enrolled else "current_password"


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
