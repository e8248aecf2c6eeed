"""What the other services ask."""

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from services.contracts.actor import SERVICES
from services.contracts.base import Command, Instant, Language, Open, Portal, Query, View
from services.contracts.identity.fields import EmailState
from services.contracts.identity.household import Child
from services.contracts.identity.refusals import LinkExpired, SecretAlreadyCollected, UnknownDelivery, UnknownPerson


class SecretView(View):
    """What an e-mail that carries a secret needs. Never stored, logged or put in an event."""

    secret: str
    purpose: Open[Literal["temporary_password", "password_reset", "email_confirmation"]]
    email: str
    given_name: str
    portal: Open[Literal["agent", "medical", "staff"]]
    language: Open[Language]
    expires_at: Instant
    email_bounced: bool = False
    """It goes to the account's present address, and that one is marked."""


class CollectSecret(Command[SecretView]):
    """Once for one idempotency key; under another key it is refused (`secret-already-collected`)."""

    callers = SERVICES
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
    refuses = (UnknownPerson,)
    account_id: UUID


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
    children: list[Child]
    quotients: dict[int, Decimal]
    """By year; a year without a known quotient is absent."""


class GetApplicant(Query[ApplicantView]):
    callers = SERVICES
    refuses = (UnknownPerson,)
    member_id: UUID
