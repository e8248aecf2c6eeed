"""First login, forgotten password, change of password, second factor."""

from pydantic import Field

from services.contracts.actor import ANYBODY, EVERYONE_SIGNED_IN
from services.contracts.base import Command, Done, View
from services.contracts.identity.fields import Password
from services.contracts.identity.refusals import (
    LinkExpired,
    ManyAreSigningIn,
    PasswordTooCommon,
    PasswordTooShort,
    PasswordUnchanged,
    SecondFactorAlreadyEnrolled,
    TooManyAttempts,
    WrongCode,
    WrongCurrentPassword,
)


class RequestFirstLogin(Command[Done]):
    """Answers the same whether the number exists or not."""

    callers = ANYBODY
    refuses = (TooManyAttempts, ManyAreSigningIn)
    cgos_number: str = Field(max_length=32)
    source: str | None = Field(default=None, max_length=64)
    """The caller's IP prefix, for throttling."""


class RequestPasswordReset(Command[Done]):
    callers = ANYBODY
    refuses = (TooManyAttempts,)
    cgos_number: str | None = Field(default=None, max_length=32)
    email: str | None = Field(default=None, max_length=254)
    """Staff ask with their address instead of a number."""
    source: str | None = Field(default=None, max_length=64)


class ResetPassword(Command[Done]):
    callers = ANYBODY
    refuses = (LinkExpired, PasswordTooShort, PasswordTooCommon, ManyAreSigningIn)
    secret_fields = frozenset({"new_password"})
    token: str = Field(max_length=200)
    new_password: Password


class ChangePassword(Command[Done]):
    """Lifts the restriction of a session that a temporary password opened, and ends every other session."""

    callers = EVERYONE_SIGNED_IN
    refuses = (
        WrongCurrentPassword,
        PasswordTooShort,
        PasswordTooCommon,
        PasswordUnchanged,
        TooManyAttempts,
        ManyAreSigningIn,
    )
    effect_on_refusal = True
    secret_fields = frozenset({"current_password", "new_password"})
    current_password: Password
    new_password: Password


class TotpEnrolmentView(View):
    secret: str
    otpauth_url: str


class EnrolTotp(Command[TotpEnrolmentView]):
    callers = EVERYONE_SIGNED_IN
    refuses = (SecondFactorAlreadyEnrolled,)
    secret_reply = True


class ConfirmTotp(Command[Done]):
    callers = EVERYONE_SIGNED_IN
    refuses = (WrongCode, TooManyAttempts)
    effect_on_refusal = True
    code: str = Field(max_length=16)
