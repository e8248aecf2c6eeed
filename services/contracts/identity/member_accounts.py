"""Members' accounts, as an administrator sees them: whether they open, never what is in them."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import Role
from services.contracts.acts import Act
from services.contracts.base import Command, Instant, Open, Page, PageQuery, Portal, Query, View
from services.contracts.identity.refusals import SecondFactorNotEnrolled, UnknownPerson
from services.contracts.identity.staff import ADMINISTRATORS

OFFICERS = frozenset({Role.OFFICER})


class MemberAccountView(View):
    id: UUID
    portal: Open[Portal]
    cgos_number: str
    family_name: str
    given_name: str
    totp_enrolled: bool
    state: Open[Literal["invited", "active", "disabled"]]
    disabled_at: Instant | None
    reason: str | None
    second_factor_reset_at: Instant | None = None
    """When a reset that was asked for takes effect, unless the member calls it off."""


class ListMembers(PageQuery[Page[MemberAccountView]]):
    """The one who was told this number, or nobody."""

    callers = ADMINISTRATORS | OFFICERS
    cgos_number: str = Field(max_length=32)


class GetMember(Query[MemberAccountView]):
    callers = ADMINISTRATORS | OFFICERS
    refuses = (UnknownPerson,)
    member_id: UUID


class DisableMember(Command[MemberAccountView]):
    """They sign in nowhere, and nothing that was sent to them opens the account; what they have stays as it is."""

    callers = ADMINISTRATORS
    refuses = (UnknownPerson,)
    act = Act(name="member_disabled", to="account", named_by="member_id")
    member_id: UUID
    reason: str = Field(min_length=1, max_length=1000)


class EnableMember(Command[MemberAccountView]):
    callers = ADMINISTRATORS
    refuses = (UnknownPerson,)
    act = Act(name="member_enabled", to="account", named_by="member_id")
    member_id: UUID


class ResetMemberSecondFactor(Command[MemberAccountView]):
    """Asked for, not done: three days later it is, unless the member says by then that it was not them. Then their
    sessions end, and the next login asks for the password alone. Asked again meanwhile, nothing changes."""

    callers = ADMINISTRATORS | OFFICERS
    refuses = (UnknownPerson, SecondFactorNotEnrolled)
    act = Act(name="member_second_factor_reset", to="account", named_by="member_id")
    member_id: UUID


class EndMemberSessions(Command[MemberAccountView]):
    callers = ADMINISTRATORS
    refuses = (UnknownPerson,)
    act = Act(name="member_sessions_ended", to="account", named_by="member_id")
    member_id: UUID
