"""What somebody does who has lost their number, or their second factor."""

from datetime import date

from pydantic import Field

from services.contracts.actor import ANYBODY, MEMBERS, STAFF
from services.contracts.acts import OwnAct
from services.contracts.base import Command, Done, View
from services.contracts.identity.fields import Email, Name, Password
from services.contracts.identity.refusals import (
    LinkExpired,
    ManyAreSigningIn,
    SecondFactorCodeRequired,
    SecondFactorNotEnrolled,
    TooManyAttempts,
    WrongCode,
    WrongCurrentPassword,
)


class RequestNumberReminder(Command[Done]):
    """Answers the same whoever it is. Where names, birth date and address are those of one account, a mail with the
    number goes to that address."""

    callers = ANYBODY
    refuses = (TooManyAttempts,)
    family_name: Name
    given_name: Name
    birth_date: date
    email: Email
    source: str | None = Field(default=None, max_length=64)
    """The caller's IP prefix, for throttling."""


class RecoveryCodesView(View):
    codes: list[str]
    """Shown this once. Each opens the account once, in place of a code of the second factor."""


class MakeRecoveryCodes(Command[RecoveryCodesView]):
    """A code of the second factor is needed: with the password alone, a thief of it would make a way around that. Those
    that were made before open nothing any more."""

    callers = MEMBERS | STAFF
    sealed_fields = frozenset({"current_password", "totp"})
    sealed_reply = True
    refuses = (
        SecondFactorNotEnrolled,
        SecondFactorCodeRequired,
        WrongCurrentPassword,
        WrongCode,
        TooManyAttempts,
        ManyAreSigningIn,
    )
    act = OwnAct(name="recovery_codes_made")
    secret_reply = True
    effect_on_refusal = True
    secret_fields = frozenset({"current_password", "totp"})
    current_password: Password | None = None
    totp: str | None = Field(default=None, max_length=32)


class KeepSecondFactor(Command[Done]):
    """Calls off a reset that was asked for and is not done yet, by the link that was sent about it."""

    callers = ANYBODY
    sealed_fields = frozenset({"token"})
    refuses = (LinkExpired,)
    token: str = Field(max_length=200)
