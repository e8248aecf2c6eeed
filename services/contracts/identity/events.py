"""What happened in identity."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import Role
from services.contracts.acts import ActTold
from services.contracts.base import Event, Open, Portal


class NumberRequested(Event):
    public = True
    public_fields = ("request_id", "establishment_id", "portal")
    request_id: UUID
    establishment_id: UUID
    portal: Open[Portal]


class NumberAssigned(Event):
    public = True
    public_fields = ("request_id", "member_id", "establishment_id")
    request_id: UUID
    member_id: UUID
    establishment_id: UUID


class NumberCommunicated(Event):
    subscribers = frozenset({"notifications"})
    public_fields = ("request_id", "member_id", "delivery")
    request_id: UUID
    member_id: UUID
    delivery: Open[Literal["email", "post"]]


class NumberRequestRejected(Event):
    """The visitor is told why, and what to do."""

    subscribers = frozenset({"notifications"})
    request_id: UUID


class TemporaryPasswordIssued(Event):
    """`delivery_id` opens nothing by itself: notifications fetches the secret once, by RPC."""

    subscribers = frozenset({"notifications"})
    delivery_id: UUID
    account_id: UUID


class PasswordResetRequested(Event):
    subscribers = frozenset({"notifications"})
    delivery_id: UUID
    account_id: UUID


class NumberReminderRequested(Event):
    """Of whoever has forgotten their number. It travels as a secret does: notifications fetches it, by RPC."""

    subscribers = frozenset({"notifications"})
    delivery_id: UUID
    account_id: UUID


class EmailConfirmationRequested(Event):
    subscribers = frozenset({"notifications"})
    delivery_id: UUID
    account_id: UUID


class AccountActivated(Event):
    subscribers = frozenset({"notifications"})
    public_fields = ("account_id", "portal")
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]


class AccountClosed(Event):
    """Of the staff, or a member's: it opens no more. Its sessions have ended with events of their own."""

    subscribers = frozenset({"applications"})
    public_fields = ("account_id", "portal")
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]


class StaffRolesChanged(Event):
    """All that the account may do from now on."""

    subscribers = frozenset({"applications"})
    account_id: UUID
    roles: list[Open[Role]]
    regions: list[str] = Field(default_factory=list)
    """Where an officer's and a correspondent's are good; none: everywhere, or at establishments."""


class PasswordChanged(Event):
    subscribers = frozenset({"notifications"})
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]


class SecondFactorReset(Event):
    """By an administrator: whoever did not ask for it must hear of it."""

    subscribers = frozenset({"notifications"})
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]


class SecondFactorResetAsked(Event):
    """For a member who has lost it: told at each address of theirs, with a link that calls it off until it is done."""

    subscribers = frozenset({"notifications"})
    delivery_id: UUID
    account_id: UUID


class RecoveryCodesMade(Event):
    """Those of before open nothing any more."""

    subscribers = frozenset({"notifications"})
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]


class RecoveryCodeUsed(Event):
    subscribers = frozenset({"notifications"})
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]
    left: int


class EmailChanged(Event):
    subscribers = frozenset({"notifications"})
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]


class SecondEmailChanged(Event):
    """Another one, a first one, or none any more: told at the address in force."""

    subscribers = frozenset({"notifications"})
    account_id: UUID


class EmailConfirmed(Event):
    """The new address has answered and is the one in force; `EmailChanged` is told at the former one."""

    subscribers = frozenset({"notifications"})
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]


class SecondFactorChanged(Event):
    """A first one, or another in its place."""

    subscribers = frozenset({"notifications"})
    account_id: UUID
    portal: Open[Literal["agent", "medical", "staff"]]


class HouseholdChanged(Event):
    public = True
    public_fields = ("member_id",)
    member_id: UUID


class CorrectionRequested(Event):
    """Officers may read its proof from now on."""

    subscribers = frozenset({"documents"})
    correction_id: UUID
    member_id: UUID
    document_id: UUID
    region: str | None = None
    """Of the member's establishment: officers may be good there alone."""


class CorrectionDecided(Event):
    subscribers = frozenset({"notifications"})
    public_fields = ("correction_id", "member_id", "outcome")
    correction_id: UUID
    member_id: UUID
    outcome: Open[Literal["accepted", "refused"]]


class PortalChanged(Event):
    """A member's profession is one of the other portal now; what they have came with them."""

    subscribers = frozenset({"notifications"})
    public_fields = ("member_id", "portal")
    member_id: UUID
    portal: Open[Portal]


class EstablishmentChanged(Event):
    """A member works elsewhere from now on; told on the day that it takes effect."""

    subscribers = frozenset({"applications", "notifications"})
    public_fields = ("member_id", "establishment_id", "former_establishment_id", "from_date")
    member_id: UUID
    establishment_id: UUID
    former_establishment_id: UUID
    from_date: date


class DepartureDeclared(Event):
    subscribers = frozenset({"notifications"})
    departure_id: UUID
    member_id: UUID


class BannersChanged(Event):
    """What every page says to this person is another thing: the gateway asks anew who they are."""

    subscribers = frozenset({"gateway"})
    account_id: UUID


class RightsOpened(Event):
    subscribers = frozenset({"applications"})
    public_fields = ("member_id", "year")
    member_id: UUID
    year: int


class ErasureDecided(Event):
    subscribers = frozenset({"notifications"})
    erasure_id: UUID
    member_id: UUID
    outcome: Open[Literal["accepted", "refused"]]


class MemberErased(Event):
    """Whoever keeps anything of them erases it, but for what the law has them keep. It may be told again later, to
    a database that was restored."""

    subscribers = frozenset({"applications", "documents", "offers", "notifications"})
    public_fields = ("member_id",)
    member_id: UUID


class RightsConfirmed(Event):
    """By an officer, as they were sent or corrected."""

    subscribers = frozenset({"applications", "notifications"})
    public_fields = ("rights_id", "member_id", "year")
    rights_id: UUID
    member_id: UUID
    year: int


class RightsRefused(Event):
    subscribers = frozenset({"applications", "notifications"})
    public_fields = ("rights_id", "member_id", "year")
    rights_id: UUID
    member_id: UUID
    year: int


class RightsPapersHeld(Event):
    """The papers that a year's rights rest on, for officers to look at; the greatest version is what holds."""

    subscribers = frozenset({"documents"})
    rights_id: UUID
    document_ids: list[UUID]
    version: int
    region: str | None = None
    """Of the member's establishment: officers may be good there alone."""


class StaffWaitingTold(Event):
    """To a correspondent or an officer, once on a working day: how much waits for them, each up to 100."""

    subscribers = frozenset({"notifications"})
    account_id: UUID
    to_assign: int = 0
    to_communicate: int = 0
    letters: int = 0
    rights: int = 0
    corrections: int = 0
    erasures: int = 0
    messages: int = 0


class SessionRevoked(Event):
    """The gateway drops its cached assertion."""

    subscribers = frozenset({"gateway"})
    session_id: UUID
    account_id: UUID


class Acted(ActTold):
    pass
