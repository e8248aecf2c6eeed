"""What the other services ask."""

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import SERVICES
from services.contracts.base import Command, Instant, Language, Open, Portal, Query, View
from services.contracts.identity.fields import EmailState, EmploymentStatus, FamilySituation
from services.contracts.identity.household import Child
from services.contracts.identity.refusals import LinkExpired, SecretAlreadyCollected, UnknownDelivery, UnknownPerson
from services.contracts.identity.rights import RightsState
from services.contracts.identity.survivors import DeceasedView


class SecretView(View):
    """What an e-mail that carries a secret needs. Never stored, logged or put in an event."""

    secret: str
    purpose: Open[
        Literal[
            "temporary_password",
            "password_reset",
            "email_confirmation",
            "second_email_confirmation",
            "number_reminder",
            "second_factor_reset",
        ]
    ]
    email: str
    given_name: str
    portal: Open[Literal["agent", "medical", "staff"]]
    language: Open[Language]
    expires_at: Instant
    email_bounced: bool = False
    """It goes to the account's present address, and that one is marked."""
    former_address: bool = False
    """It goes to the address before the present one, which is too new for a reset."""


class CollectSecret(Command[SecretView]):
    """Once for one idempotency key; under another key it is refused (`secret-already-collected`)."""

    callers = SERVICES
    sealed_reply = True
    senders = frozenset({"notifications"})
    refuses = (UnknownDelivery, SecretAlreadyCollected, LinkExpired)
    secret_reply = True
    delivery_id: UUID


class ContactView(View):
    """Where and how to write to a person."""

    email: str
    previous_email: str | None = None
    """The address before the present one, for 30 days after the change: whoever reads it is told of the change."""
    email_state: Open[EmailState]
    given_name: str
    portal: Open[Literal["agent", "medical", "staff"]]
    language: Open[Language]


class GetContact(Query[ContactView]):
    callers = SERVICES
    senders = frozenset({"notifications"})
    refuses = (UnknownPerson,)
    account_id: UUID


class KnownOpening(View):
    """A year's rights, as applications need them."""

    rights_id: UUID
    quotient: Decimal | None
    state: Open[RightsState]
    revision: int


class ApplicantView(View):
    """What an application keeps of the person who makes it."""

    member_id: UUID
    cgos_number: str
    family_name: str
    given_name: str
    birth_date: date
    portal: Open[Portal]
    profession: str
    establishment_id: UUID
    establishment_name: str
    region: str | None = None
    """Of the establishment; unknown to the version before."""
    children: list[Child]
    quotients: dict[int, Decimal]
    """By year; a year without a known quotient is absent."""
    openings: dict[int, KnownOpening] = Field(default_factory=dict)
    """By year."""
    status: Open[EmploymentStatus] | None = None
    contract_ends_on: date | None = None
    family_situation: Open[FamilySituation] | None = None
    survivor_of: DeceasedView | None = None
    """For a survivor: the member who died, whose birth date, profession and establishment are told here."""


class GetApplicant(Query[ApplicantView]):
    callers = SERVICES
    senders = frozenset({"applications"})
    refuses = (UnknownPerson,)
    member_id: UUID
    on: date | None = None
    """The household is told as it was on that day; absent, as it is."""
