"""The password and the second factor of whoever is signed in."""

from typing import Annotated

from pydantic import Field
from starlette.requests import Request

from gateway.api.conventions import Body, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.identity import ChangePassword, ConfirmTotp, EnrolTotp, Password, TotpEnrolmentView

router = section("account", "/auth")


class PasswordBody(Body):
    current_password: Password
    new_password: Password


class TotpCodeBody(Body):
    code: str = Field(max_length=16, examples=["492039"])


def _forget(request: Request, caller: Caller) -> None:
    """What this session may do has changed: its assertion is asked for anew."""
    if caller.token is not None:
        request.app.state.sessions.forget_token(caller.token)


@router.post("/password", status_code=204)
async def change_password(
    body: Sent[PasswordBody], caller: Annotated[Caller, asking(ChangePassword)], request: Request
) -> None:
    """Every other session ends."""
    await caller.ask(ChangePassword(current_password=body.current_password, new_password=body.new_password))
    _forget(request, caller)


@router.post("/totp")
async def enrol_totp(caller: Annotated[Caller, asking(EnrolTotp)]) -> TotpEnrolmentView:
    return await caller.ask(EnrolTotp())


@router.post("/totp/confirm", status_code=204)
async def confirm_totp(
    body: Sent[TotpCodeBody], caller: Annotated[Caller, asking(ConfirmTotp)], request: Request
) -> None:
    await caller.ask(ConfirmTotp(code=body.code))
    _forget(request, caller)
