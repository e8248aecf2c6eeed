"""What identity promises: establishments, numbers, accounts, sessions, the household and the rights of a year."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from services.contracts.actor import ANYBODY, EVERYONE_SIGNED_IN, MEMBERS, SERVICES, STAFF, Role
from services.contracts.base import (
    Command,
    Created,
    Done,
    Event,
    Instant,
    Language,
    Message,
    Page,
    PageQuery,
    Portal,
    Query,
    View,
)
from services.contracts.refusals import Conflict, Invalid, NotAuthenticated, NotFound, NotPermitted, Throttled

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=254, pattern=r"^[^\s@<>\",;:\\]+@[^\s@<>\",;:\\]+\.[^\s@<>\",;:\\]{2,}$"
    ),
]
CgosNumber = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{8}$")]
"""Eight digits, the last a check digit (ours, fictional)."""
Password = Annotated[str, StringConstraints(min_length=1, max_length=128)]
EstablishmentKind = Literal["chu", "ch", "ehpad", "child_welfare", "disability", "social_reintegration"]
EmailState = Literal["unverified", "verified", "bounced"]
NumberRequestStatus = Literal["requested", "assigned", "communicated", "rejected"]


# --- portals and establishments


class ProfessionView(View):
    code: str
    name: str


class PortalView(View):
    code: Portal
    name: str
    professions: list[ProfessionView]


class PortalsView(View):
    items: list[PortalView]
    portal: Portal | None = None
    """The answer where a profession was asked for."""


class ListPortals(Query[PortalsView]):
    callers = ANYBODY
    profession: str | None = Field(default=None, max_length=100)


class EstablishmentView(View):
    id: UUID
    name: str
    kind: EstablishmentKind
    city: str
    postal_code: str
    region: str


class ListEstablishments(PageQuery[Page[EstablishmentView]]):
    callers = ANYBODY
    q: str | None = Field(default=None, max_length=100)


class RegisterEstablishment(Command[EstablishmentView]):
    callers = frozenset({Role.ADMINISTRATOR})
    name: Name
    kind: EstablishmentKind
    city: Name
    postal_code: str = Field(pattern=r"^[0-9]{5}$")
    region: Name


# --- numbers: requested by a visitor, assigned by the employer, communicated by an officer


class RequestNumber(Command[Created]):
    callers = ANYBODY
    portal: Portal
    establishment_id: UUID
    profession: str = Field(max_length=100)
    family_name: Name
    given_name: Name
    birth_date: date
    email: Email
    postal_address: str | None = Field(default=None, max_length=500)
    delivery: Literal["email", "post"] = "email"
    language: Language = "fr"


class NumberRequestView(View):
    id: UUID
    portal: Portal
    establishment: EstablishmentView
    profession: str
    family_name: str
    given_name: str
    birth_date: date
    email: str
    postal_address: str | None
    delivery: Literal["email", "post"]
    status: NumberRequestStatus
    cgos_number: str | None
    reason: str | None
    created_at: Instant


class ListNumberRequests(PageQuery[Page[NumberRequestView]]):
    """A correspondent sees those of their establishment, an officer all; oldest first."""

    callers = frozenset({Role.ESTABLISHMENT, Role.OFFICER})
    status: NumberRequestStatus | None = None


class AssignNumber(Command[NumberRequestView]):
    callers = frozenset({Role.ESTABLISHMENT})
    request_id: UUID
    cgos_number: CgosNumber | None = None
    """The establishment's own; where absent the next free one is drawn."""


class CommunicateNumber(Command[NumberRequestView]):
    callers = frozenset({Role.OFFICER})
    request_id: UUID


class RejectNumberRequest(Command[NumberRequestView]):
    callers = frozenset({Role.ESTABLISHMENT, Role.OFFICER})
    request_id: UUID
    reason: str = Field(min_length=1, max_length=1000)


class NumberCommunicationView(View):
    """What the e-mail that communicates a number needs."""

    email: str
    given_name: str
    family_name: str
    cgos_number: str
    portal: Portal
    delivery: Literal["email", "post"]
    language: Language


class GetNumberCommunication(Query[NumberCommunicationView]):
    callers = SERVICES
    request_id: UUID


# --- passwords and sessions


class SessionView(View):
    access_token: str
    expires_in: int
    """Seconds."""
    refresh_token: str | None
    """None for a browser session: its cookie lives 30 minutes idle, 12 hours at most."""
    must_change_password: bool
    must_enrol_totp: bool = False
    portal: Literal["agent", "medical", "staff"]


Channel = Literal["api", "browser"]


class RequestFirstLogin(Command[Done]):
    """Answers the same whether the number exists or not."""

    callers = ANYBODY
    cgos_number: str = Field(max_length=32)
    source: str | None = Field(default=None, max_length=64)
    """The caller's IP prefix, for throttling."""


class LogIn(Command[SessionView]):
    callers = ANYBODY
    secret_reply = True
    effect_on_refusal = True
    cgos_number: str = Field(max_length=32)
    password: Password
    portal: Portal
    totp: str | None = Field(default=None, max_length=16)
    channel: Channel = "api"
    source: str | None = Field(default=None, max_length=64)
    user_agent: str | None = Field(default=None, max_length=300)


class LogInStaff(Command[SessionView]):
    callers = ANYBODY
    secret_reply = True
    effect_on_refusal = True
    email: str = Field(max_length=254)
    password: Password
    totp: str | None = Field(default=None, max_length=16)
    channel: Channel = "api"
    source: str | None = Field(default=None, max_length=64)
    user_agent: str | None = Field(default=None, max_length=300)


class RefreshSession(Command[SessionView]):
    callers = ANYBODY
    secret_reply = True
    effect_on_refusal = True
    refresh_token: str = Field(max_length=200)


class RequestPasswordReset(Command[Done]):
    callers = ANYBODY
    cgos_number: str | None = Field(default=None, max_length=32)
    email: str | None = Field(default=None, max_length=254)
    """Staff ask with their address instead of a number."""
    source: str | None = Field(default=None, max_length=64)


class ResetPassword(Command[Done]):
    callers = ANYBODY
    token: str = Field(max_length=200)
    new_password: Password


class ChangePassword(Command[Done]):
    """Lifts the restriction of a session that a temporary password opened, and ends every other session."""

    callers = EVERYONE_SIGNED_IN
    effect_on_refusal = True
    current_password: Password
    new_password: Password


class LogOut(Command[Done]):
    callers = EVERYONE_SIGNED_IN


class OpenSessionView(View):
    id: UUID
    created_at: Instant
    last_seen_at: Instant
    user_agent: str | None
    current: bool


class ListSessions(PageQuery[Page[OpenSessionView]]):
    callers = EVERYONE_SIGNED_IN


class RevokeSession(Command[Done]):
    callers = EVERYONE_SIGNED_IN
    session_id: UUID


class TotpEnrolmentView(View):
    secret: str
    otpauth_url: str


class EnrolTotp(Command[TotpEnrolmentView]):
    callers = EVERYONE_SIGNED_IN
    secret_reply = True


class ConfirmTotp(Command[Done]):
    callers = EVERYONE_SIGNED_IN
    effect_on_refusal = True
    code: str = Field(max_length=16)


class AssertionView(View):
    """The signed statement of who acts, and what the gateway needs of it in clear."""

    assertion: str
    expires_at: Instant
    subject: UUID
    session_id: UUID
    portal: Literal["agent", "medical", "staff"]
    roles: list[Role]
    language: Language
    display_name: str
    must_change_password: bool
    must_enrol_totp: bool


class IdentifySession(Command[AssertionView]):
    """From the SHA-256 (hex) of an access token or a cookie. A command, for it prolongs an idle browser session."""

    callers = ANYBODY
    secret_reply = True
    token_hash: str = Field(pattern=r"^[0-9a-f]{64}$")


class SecretView(View):
    """What an e-mail that carries a secret needs. Never stored, logged or put in an event."""

    secret: str
    purpose: Literal["temporary_password", "password_reset", "email_confirmation"]
    email: str
    given_name: str
    portal: Literal["agent", "medical", "staff"]
    language: Language
    expires_at: Instant


class CollectSecret(Command[SecretView]):
    """Once for one idempotency key; under another key it is refused (`secret-already-collected`)."""

    callers = SERVICES
    secret_reply = True
    delivery_id: UUID


# --- the member's file


class MeView(View):
    id: UUID
    portal: Literal["agent", "medical", "staff"]
    roles: list[Role]
    cgos_number: str | None
    """None for staff."""
    family_name: str
    given_name: str
    birth_date: date | None
    profession: str | None
    email: str
    email_state: EmailState
    pending_email: str | None
    phone: str | None
    postal_address: str | None
    language: Language
    establishment: EstablishmentView | None
    totp_enrolled: bool
    rights: "RightsView | None"
    """Of the current year."""
    version: int


class GetMe(Query[MeView]):
    callers = EVERYONE_SIGNED_IN


class UpdateMe(Command[MeView]):
    """Fields that are absent stay as they are."""

    callers = MEMBERS | STAFF
    phone: str | None = Field(default=None, max_length=30, pattern=r"^[0-9+ .()-]*$")
    postal_address: str | None = Field(default=None, max_length=500)
    language: Language | None = None
    expected_version: int | None = None


class ChangeEmail(Command[Done]):
    callers = MEMBERS
    email: Email


class ConfirmEmail(Command[Done]):
    callers = MEMBERS
    token: str = Field(max_length=200)


class Partner(Message):
    given_name: Name
    birth_date: date | None = None


class Child(Message):
    given_name: Name
    birth_date: date
    disabled: bool = False


class HouseholdView(View):
    family_situation: Literal["single", "couple", "separated", "widowed"] | None
    partner: Partner | None
    children: list[Child]
    parts: Decimal
    version: int


class GetHousehold(Query[HouseholdView]):
    callers = MEMBERS


class PutHousehold(Command[HouseholdView]):
    callers = MEMBERS
    family_situation: Literal["single", "couple", "separated", "widowed"] | None = None
    partner: Partner | None = None
    children: list[Child] = Field(default_factory=list, max_length=20)
    parts: Decimal = Field(default=Decimal(1), ge=1, le=20, multiple_of=Decimal("0.25"))
    expected_version: int | None = None


class RightsView(View):
    year: int
    quotient: Decimal | None
    """Euros; (reference tax income / 12 + monthly family allowances) / parts. None: not opened with an income."""
    reference_tax_income: Decimal | None
    monthly_family_allowances: Decimal | None
    parts: Decimal
    explanation: str
    opened_at: Instant


class ListRights(PageQuery[Page[RightsView]]):
    callers = MEMBERS


class OpenRights(Command[RightsView]):
    """Once a year, with the tax notice; sending it again for the same year replaces the figures."""

    callers = MEMBERS
    year: int = Field(ge=2000, le=2100)
    reference_tax_income: Decimal | None = Field(default=None, ge=0, le=9_999_999, decimal_places=2)
    monthly_family_allowances: Decimal = Field(default=Decimal(0), ge=0, le=99_999, decimal_places=2)
    tax_notice_document_id: UUID | None = None


# --- staff accounts


class StaffAccountView(View):
    id: UUID
    email: str
    family_name: str
    given_name: str
    roles: list[Role]
    establishment_id: UUID | None
    totp_enrolled: bool
    active: bool


class CreateStaffAccount(Command[StaffAccountView]):
    """An e-mail with a temporary password follows."""

    callers = frozenset({Role.ADMINISTRATOR})
    email: Email
    family_name: Name
    given_name: Name
    roles: list[Role] = Field(min_length=1, max_length=7)
    establishment_id: UUID | None = None


class ListStaffAccounts(PageQuery[Page[StaffAccountView]]):
    callers = frozenset({Role.ADMINISTRATOR})


# --- what the other services ask


class ContactView(View):
    """Where and how to write to a person."""

    email: str
    email_state: EmailState
    given_name: str
    portal: Literal["agent", "medical", "staff"]
    language: Language


class GetContact(Query[ContactView]):
    callers = SERVICES
    account_id: UUID


class ApplicantView(View):
    """What an application keeps of the person who makes it."""

    member_id: UUID
    cgos_number: str
    family_name: str
    given_name: str
    birth_date: date
    portal: Portal
    profession: str
    establishment_id: UUID
    establishment_name: str
    children: list[Child]
    quotients: dict[int, Decimal]
    """By year; a year without a known quotient is absent."""


class GetApplicant(Query[ApplicantView]):
    callers = SERVICES
    member_id: UUID


# --- events


class NumberRequested(Event):
    public = True
    request_id: UUID
    establishment_id: UUID
    portal: Portal


class NumberAssigned(Event):
    public = True
    request_id: UUID
    member_id: UUID
    establishment_id: UUID


class NumberCommunicated(Event):
    request_id: UUID
    member_id: UUID
    delivery: Literal["email", "post"]


class TemporaryPasswordIssued(Event):
    """`delivery_id` opens nothing by itself: notifications fetches the secret once, by RPC."""

    delivery_id: UUID
    account_id: UUID


class PasswordResetRequested(Event):
    delivery_id: UUID
    account_id: UUID


class EmailConfirmationRequested(Event):
    delivery_id: UUID
    account_id: UUID


class AccountActivated(Event):
    account_id: UUID
    portal: Literal["agent", "medical", "staff"]


class PasswordChanged(Event):
    account_id: UUID
    portal: Literal["agent", "medical", "staff"]


class EmailChanged(Event):
    account_id: UUID
    portal: Literal["agent", "medical", "staff"]


class HouseholdChanged(Event):
    public = True
    member_id: UUID


class RightsOpened(Event):
    member_id: UUID
    year: int


class SessionRevoked(Event):
    """The gateway drops its cached assertion."""

    session_id: UUID
    account_id: UUID


# --- refusals


class UnknownEstablishment(Invalid):
    pass


class UnknownProfession(Invalid):
    """Not one of this portal's."""


class TooYoung(Invalid):
    pass


class NumberAlreadyTaken(Conflict):
    pass


class NumberRequestClosed(Conflict):
    """Assigned, communicated or rejected already; or not yet assigned."""


class BadCredentials(NotAuthenticated):
    """Never says which of them."""


class SessionEnded(NotAuthenticated):
    pass


class WrongPortal(NotPermitted):
    """`facts["portal"]`: the right one. Only said once the password was right."""


class SecondFactorRequired(NotAuthenticated):
    pass


class SecondFactorAlreadyEnrolled(Conflict):
    pass


class WrongCode(Invalid):
    pass


class TooManyAttempts(Throttled):
    pass


class PasswordTooShort(Invalid):
    pass


class PasswordTooCommon(Invalid):
    pass


class PasswordUnchanged(Invalid):
    pass


class WrongCurrentPassword(Invalid):
    pass


class LinkExpired(Invalid):
    pass


class SecretAlreadyCollected(Conflict):
    pass


class AccountAlreadyExists(Conflict):
    pass


class EstablishmentRequired(Invalid):
    """A correspondent speaks for an establishment; nobody else does."""


class UnknownPerson(NotFound):
    pass
