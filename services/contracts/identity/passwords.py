"""First login, forgotten password, change of password, second factor."""

from typing import Literal

from pydantic import Field

from services.contracts.actor import ANYBODY, EVERYONE_SIGNED_IN, SURVIVORS
from services.contracts.acts import NoAct, OwnAct
from services.contracts.base import Command, Done, Open, Query, View
from services.contracts.identity.fields import Password
from services.contracts.identity.refusals import (
    CurrentPasswordRequired,
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


class ResetLinkView(View):
    portal: Open[Literal["agent", "medical", "staff"]]
    """Where whoever it was sent to signs in."""


class GetResetLink(Query[ResetLinkView]):
    """Whether it still opens anything, before a form is filled in. Uses nothing up."""

    callers = ANYBODY
    sealed_fields = frozenset({"token"})
    refuses = (LinkExpired,)
    token: str = Field(max_length=200)


class ResetPassword(Command[Done]):
    callers = ANYBODY
    sealed_fields = frozenset({"token", "new_password"})
    refuses = (LinkExpired, PasswordTooShort, PasswordTooCommon, ManyAreSigningIn)
    secret_fields = frozenset({"new_password"})
    raw_texts = frozenset({"new_password"})
    token: str = Field(max_length=200)
    new_password: Password


class ChangePassword(Command[Done]):
    """Lifts the restriction of a session that a temporary password opened, and ends every other session.

    Such a session was opened with the current password a moment ago, and does not ask for it again."""

    callers = EVERYONE_SIGNED_IN
    sealed_fields = frozenset({"current_password", "new_password"})
    refuses = (
        CurrentPasswordRequired,
        WrongCurrentPassword,
        PasswordTooShort,
        PasswordTooCommon,
        PasswordUnchanged,
        TooManyAttempts,
        ManyAreSigningIn,
    )
    act = OwnAct(name="password_changed")
    effect_on_refusal = True
    secret_fields = frozenset({"current_password", "new_password"})
    raw_texts = frozenset({"current_password", "new_password"})
    current_password: Password | None = None
    new_password: Password


class TotpEnrolmentView(View):
    secret: str
    otpauth_url: str


class EnrolTotp(Command[TotpEnrolmentView]):
    """A first factor asks for the password, but in a session that may do nothing else than enrol one. Another in its
    place asks for a code of the present one. It counts once it is confirmed."""

    callers = EVERYONE_SIGNED_IN - SURVIVORS
    sealed_fields = frozenset({"current_password", "totp"})
    sealed_reply = True
    refuses = (
        CurrentPasswordRequired,
        WrongCurrentPassword,
        WrongCode,
        SecondFactorAlreadyEnrolled,
        TooManyAttempts,
        ManyAreSigningIn,
    )
    act = NoAct("nothing is in force before it is confirmed")
    secret_reply = True
    effect_on_refusal = True
    secret_fields = frozenset({"current_password", "totp"})
    current_password: Password | None = None
    totp: str | None = Field(default=None, max_length=32)


class ConfirmTotp(Command[Done]):
    """Ends every other session, and every link that is under way."""

    callers = EVERYONE_SIGNED_IN - SURVIVORS
    sealed_fields = frozenset({"code"})
    refuses = (WrongCode, TooManyAttempts)
    act = OwnAct(name="second_factor_enrolled")
    effect_on_refusal = True
    code: str = Field(max_length=16)
