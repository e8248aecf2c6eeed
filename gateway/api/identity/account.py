"""The password and the second factor of whoever is signed in."""

from typing import Annotated

from pydantic import Field
from starlette.requests import Request

from gateway.api.conventions import Body, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.identity import ChangePassword, ConfirmTotp, EnrolTotp, Password, TotpEnrolmentView
from services.contracts.identity.recovery import KeepSecondFactor, MakeRecoveryCodes, RecoveryCodesView

router = section("account", "/auth")


class PasswordBody(Body):
    """A session that a temporary password opened need not say it again."""

    current_password: Password | None = None
    new_password: Password


class ProofBody(Body):
    """One of the two. A session that may do nothing but enrol a factor needs neither."""

    current_password: Password | None = None
    totp: str | None = Field(default=None, max_length=32)


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
async def enrol_totp(
    caller: Annotated[Caller, asking(EnrolTotp)], body: Sent[ProofBody] | None = None
) -> TotpEnrolmentView:
    """A first factor asks for the password; another in its place, for a code of the present one. It counts once it is
    confirmed."""
    proof = body or ProofBody()
    return await caller.ask(EnrolTotp(current_password=proof.current_password, totp=proof.totp))


@router.post("/totp/confirm", status_code=204)
async def confirm_totp(
    body: Sent[TotpCodeBody], caller: Annotated[Caller, asking(ConfirmTotp)], request: Request
) -> None:
    """Every other session ends."""
    await caller.ask(ConfirmTotp(code=body.code))
    _forget(request, caller)


class LinkBody(Body):
    token: str = Field(max_length=200)


@router.post("/totp/recovery-codes")
async def make_recovery_codes(
    caller: Annotated[Caller, asking(MakeRecoveryCodes)], body: Sent[ProofBody] | None = None
) -> RecoveryCodesView:
    """Shown once; each opens the account once, in place of a code. A code of the second factor is needed, or one of the
    recovery codes of before, which open nothing any more."""
    proof = body or ProofBody()
    return await caller.ask(MakeRecoveryCodes(current_password=proof.current_password, totp=proof.totp))


@router.post("/totp/keep", status_code=204)
async def keep_second_factor(body: Sent[LinkBody], caller: Annotated[Caller, asking(KeepSecondFactor)]) -> None:
    """Calls off a reset that was asked for, by the link in the mail about it."""
    await caller.ask(KeepSecondFactor(token=body.token))
