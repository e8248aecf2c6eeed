"""A second verified address: where letters go when the first one takes none any more."""

from pydantic import Field

from services.contracts.actor import MEMBERS
from services.contracts.base import Command, Done
from services.contracts.identity.fields import Email, Password
from services.contracts.identity.refusals import (
    CurrentPasswordRequired,
    ManyAreSigningIn,
    SameAddress,
    TooManyAttempts,
    WrongCode,
    WrongCurrentPassword,
)


class ChangeSecondEmail(Command[Done]):
    """With the password or a code of the second factor. It counts once the link that is sent there comes back, by
    `ConfirmEmail`."""

    callers = MEMBERS
    sealed_fields = frozenset({"current_password", "totp"})
    refuses = (
        SameAddress,
        CurrentPasswordRequired,
        WrongCurrentPassword,
        WrongCode,
        TooManyAttempts,
        ManyAreSigningIn,
    )
    effect_on_refusal = True
    secret_fields = frozenset({"current_password", "totp"})
    email: Email
    current_password: Password | None = None
    totp: str | None = Field(default=None, max_length=16)


class RemoveSecondEmail(Command[Done]):
    callers = MEMBERS
