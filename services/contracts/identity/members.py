"""The member's own file."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import MEMBERS, STAFF, Role
from services.contracts.base import Command, Done, Language, Open, Query, View
from services.contracts.identity.fields import Email, EmailState
from services.contracts.identity.household import RightsView
from services.contracts.identity.portals import EstablishmentView
from services.contracts.identity.refusals import LinkExpired, TooManyAttempts


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


class GetMe(Query[MeView]):
    callers = MEMBERS | STAFF


class UpdateMe(Command[MeView]):
    """Fields that are absent stay as they are."""

    callers = MEMBERS | STAFF
    phone: str | None = Field(default=None, max_length=30, pattern=r"^[0-9+ .()-]*$")
    postal_address: str | None = Field(default=None, max_length=500)
    language: Language | None = None
    expected_version: int | None = None


class ChangeEmail(Command[Done]):
    callers = MEMBERS
    refuses = (TooManyAttempts,)
    email: Email


class ConfirmEmail(Command[Done]):
    callers = MEMBERS
    refuses = (LinkExpired,)
    token: str = Field(max_length=200)
