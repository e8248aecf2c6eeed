"""A forgotten number, a lost second factor."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import PublicPage, SignedInPage
from gateway.pages.passwords import MOST_OF_A_TOKEN
from gateway.pages.posting import redisplay
from services.contracts.identity import GetMe
from services.contracts.identity.recovery import KeepSecondFactor, MakeRecoveryCodes, RequestNumberReminder

router = APIRouter()
WHO = ("family_name", "given_name", "birth_date", "email")


@router.get("/forgotten-number")
async def forgotten_number(page: PublicPage) -> Response:
    return await page.show("sign_in/forgotten_number.html")


@router.post("/forgotten-number")
async def request_number_reminder(page: PublicPage) -> Response:
    form = await page.form()
    with redisplay(form, page.language, WHO):
        await page.ask(RequestNumberReminder.model_validate(form.given(*WHO) | {"source": page.caller.source}))
        return page.go("/forgotten-number/sent")
    return await page.show("sign_in/forgotten_number.html", form=form)


@router.get("/forgotten-number/sent")
async def forgotten_number_sent(page: PublicPage) -> Response:
    return await page.show("public/done.html", subject="forgotten_number", next="/")


@router.get("/keep-second-factor")
async def keep_page(page: PublicPage, token: str = "") -> Response:
    """Changes nothing: mail scanners follow links."""
    return await page.show("sign_in/keep_second_factor.html", token=token[:MOST_OF_A_TOKEN])


@router.post("/keep-second-factor")
async def keep_second_factor(page: PublicPage) -> Response:
    form = await page.form()
    with redisplay(form, page.language):
        await page.ask(KeepSecondFactor.model_validate(form.given("token")))
        return page.go("/keep-second-factor/done")
    return await page.show("sign_in/keep_second_factor.html", form=form, token=form.value("token"))


@router.get("/keep-second-factor/done")
async def second_factor_kept(page: PublicPage) -> Response:
    return await page.show("public/done.html", subject="second_factor_kept", next="/")


@router.get("/{portal:sign_in_portal}/recovery-codes")
async def recovery_codes(page: SignedInPage) -> Response:
    return await page.show("sign_in/recovery_codes.html", me=await page.ask(GetMe()))


@router.post("/{portal:sign_in_portal}/recovery-codes")
async def make_recovery_codes(page: SignedInPage) -> Response:
    """Shown in the answer and nowhere again."""
    form = await page.form()
    with redisplay(form, page.language, ("totp",)):
        made = await page.ask(MakeRecoveryCodes.model_validate(form.given("totp")))
        return await page.show("sign_in/recovery_codes_made.html", codes=made.codes)
    return await page.show("sign_in/recovery_codes.html", form=form, me=await page.ask(GetMe()))
