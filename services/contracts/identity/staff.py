"""Accounts of the staff: given, changed, taken back."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import Role
from services.contracts.acts import Act
from services.contracts.base import Command, Instant, Message, Open, Page, PageQuery, Query, View
from services.contracts.identity.fields import Email, Name, Region
from services.contracts.identity.portals import EstablishmentView
from services.contracts.identity.refusals import (
    AccountAlreadyExists,
    EstablishmentRequired,
    LastAdministrator,
    ManyAreSigningIn,
    NotAStaffRole,
    NotYourOwnAccount,
    RegionsNotForTheseRoles,
    UnknownEstablishment,
    UnknownPerson,
    UnknownRegion,
)

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class Scope(Message):
    """Where the roles of a correspondent and of an officer are good. An officer's is good everywhere where no region is
    named; the other roles always are."""

    establishments: list[UUID] = Field(default_factory=list, max_length=30)
    """A correspondent's."""
    regions: list[Region] = Field(default_factory=list, max_length=30)
    """With all their establishments, those of tomorrow included."""


class StaffAccountView(View):
    id: UUID
    email: str
    family_name: str
    given_name: str
    roles: list[Open[Role]]
    establishment_id: UUID | None
    """The first of its scope."""
    totp_enrolled: bool
    active: bool
    scope: Scope = Scope(establishments=[])
    establishments: list[EstablishmentView] = Field(default_factory=list)
    """Those of its scope, with their names."""
    state: Open[Literal["invited", "active", "closed"]] = "active"
    closed_at: Instant | None = None
    version: int = 1


class CreateStaffAccount(Command[StaffAccountView]):
    """An e-mail with a temporary password follows."""

    callers = ADMINISTRATORS
    refuses = (
        AccountAlreadyExists,
        NotAStaffRole,
        EstablishmentRequired,
        UnknownEstablishment,
        RegionsNotForTheseRoles,
        UnknownRegion,
        ManyAreSigningIn,
    )
    act = Act(name="staff_account_created", to="account", on_file=False)
    email: Email
    family_name: Name
    given_name: Name
    roles: list[Role] = Field(min_length=1, max_length=7)
    establishment_id: UUID | None = None
    """One establishment of the scope."""
    scope: Scope | None = None


class ListStaffAccounts(PageQuery[Page[StaffAccountView]]):
    callers = ADMINISTRATORS


class RegionsView(View):
    regions: list[str]


class ListRegions(Query[RegionsView]):
    """Those that establishments are in."""

    callers = ADMINISTRATORS


class GetStaffAccount(Query[StaffAccountView]):
    callers = ADMINISTRATORS
    refuses = (UnknownPerson,)
    account_id: UUID


class UpdateStaffAccount(Command[StaffAccountView]):
    """Fields that are absent stay as they are; a scope goes with the role that it is for. Its sessions end: what
    it holds now is good from the next login on."""

    callers = ADMINISTRATORS
    refuses = (
        UnknownPerson,
        NotYourOwnAccount,
        LastAdministrator,
        NotAStaffRole,
        EstablishmentRequired,
        UnknownEstablishment,
        RegionsNotForTheseRoles,
        UnknownRegion,
    )
    act = Act(name="staff_account_changed", to="account", named_by="account_id", on_file=False)
    account_id: UUID
    roles: list[Role] | None = Field(default=None, min_length=1, max_length=7)
    scope: Scope | None = None
    expected_version: int | None = None


class CloseStaffAccount(Command[StaffAccountView]):
    """Its sessions end, links and temporary passwords that are out open nothing, its claims go back to the queue."""

    callers = ADMINISTRATORS
    refuses = (UnknownPerson, NotYourOwnAccount, LastAdministrator)
    act = Act(name="staff_account_closed", to="account", named_by="account_id", on_file=False)
    account_id: UUID


class ReopenStaffAccount(Command[StaffAccountView]):
    """With the roles, the password and the second factor that it had."""

    callers = ADMINISTRATORS
    refuses = (UnknownPerson,)
    act = Act(name="staff_account_reopened", to="account", named_by="account_id", on_file=False)
    account_id: UUID


class ResetStaffSecondFactor(Command[StaffAccountView]):
    """Its sessions end; the next one may only enrol another factor."""

    callers = ADMINISTRATORS
    refuses = (UnknownPerson, NotYourOwnAccount)
    act = Act(name="staff_second_factor_reset", to="account", named_by="account_id", on_file=False)
    account_id: UUID


class EndStaffSessions(Command[StaffAccountView]):
    callers = ADMINISTRATORS
    refuses = (UnknownPerson, NotYourOwnAccount)
    act = Act(name="staff_sessions_ended", to="account", named_by="account_id", on_file=False)
    account_id: UUID
