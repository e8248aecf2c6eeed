"""Accounts of the staff."""

from uuid import UUID

from pydantic import Field

from services.contracts.actor import Role
from services.contracts.base import Command, Open, Page, PageQuery, View
from services.contracts.identity.fields import Email, Name
from services.contracts.identity.refusals import (
    AccountAlreadyExists,
    EstablishmentRequired,
    ManyAreSigningIn,
    NotAStaffRole,
    UnknownEstablishment,
)


class StaffAccountView(View):
    id: UUID
    email: str
    family_name: str
    given_name: str
    roles: list[Open[Role]]
    establishment_id: UUID | None
    totp_enrolled: bool
    active: bool


class CreateStaffAccount(Command[StaffAccountView]):
    """An e-mail with a temporary password follows."""

    callers = frozenset({Role.ADMINISTRATOR})
    refuses = (AccountAlreadyExists, NotAStaffRole, EstablishmentRequired, UnknownEstablishment, ManyAreSigningIn)
    email: Email
    family_name: Name
    given_name: Name
    roles: list[Role] = Field(min_length=1, max_length=7)
    establishment_id: UUID | None = None


class ListStaffAccounts(PageQuery[Page[StaffAccountView]]):
    callers = frozenset({Role.ADMINISTRATOR})
