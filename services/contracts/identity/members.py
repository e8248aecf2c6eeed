"""The member's own file."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import APPLICANTS, MEMBERS, STAFF, Role
from services.contracts.acts import NoAct, OwnAct
from services.contracts.base import Command, Done, Instant, Language, Open, Query, View
from services.contracts.identity.fields import Email, EmailState, EmploymentStatus, Password, PostalAddress
from services.contracts.identity.portals import EstablishmentView
from services.contracts.identity.refusals import (
    CurrentPasswordRequired,
    LinkExpired,
    ManyAreSigningIn,
    TooManyAttempts,
    WrongCode,
    WrongCurrentPassword,
)
from services.contracts.identity.rights import RightsView
from services.contracts.identity.survivors import DeceasedView


class MeView(View):
    id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]
    roles: list[Open[Role]]
    cgos_number: str | None
    """None for staff."""
    family_name: str
    given_name: str
    birth_date: date | None
    profession: str | None
    email: str
    email_state: Open[EmailState]
    pending_email: str | None
    phone: str | None
    postal_address: str | None
    language: Open[Language]
    establishment: EstablishmentView | None
    totp_enrolled: bool
    rights: RightsView | None
    """Of the current year."""
    version: int
    status: Open[EmploymentStatus] | None = None
    """None: it was never told."""
    contract_ends_on: date | None = None
    second_email: str | None = None
    """Verified. Letters go there while the first one takes none."""
    pending_second_email: str | None = None
    departed_on: date | None = None
    """Their establishment says that they left it then: the file is to be updated."""
    recovery_codes_left: int = 0
    """Of the second factor."""
    survivor_of: DeceasedView | None = None
    """Whose death this access is about; None: it is a member's or one of the staff's own."""
    access_ends_at: Instant | None = None
    """A survivor's access ends then, or before."""


class GetMe(Query[MeView]):
    callers = APPLICANTS | STAFF


class UpdateMe(Command[MeView]):
    """Fields that are absent stay as they are."""

    callers = MEMBERS | STAFF
    act = NoAct("how one is reached, and in which language")
    long_texts = frozenset({"postal_address"})
    phone: str | None = Field(default=None, max_length=30, pattern=r"^[0-9+ .()-]*$")
    postal_address: PostalAddress | None = Field(default=None, max_length=500)
    language: Language | None = None
    expected_version: int | None = None


class ChangeEmail(Command[Done]):
    """The password or a code of the second factor; of what is given each must be right."""

    callers = MEMBERS
    sealed_fields = frozenset({"current_password", "totp"})
    refuses = (CurrentPasswordRequired, WrongCurrentPassword, WrongCode, TooManyAttempts, ManyAreSigningIn)
    act = OwnAct(name="email_change_asked")
    effect_on_refusal = True
    secret_fields = frozenset({"current_password", "totp"})
    email: Email
    current_password: Password | None = None
    totp: str | None = Field(default=None, max_length=32)


class ConfirmEmail(Command[Done]):
    """Ends every other session, and every link that is under way."""

    callers = MEMBERS
    sealed_fields = frozenset({"token"})
    refuses = (LinkExpired,)
    act = OwnAct(name="email_changed")
    token: str = Field(max_length=200)
