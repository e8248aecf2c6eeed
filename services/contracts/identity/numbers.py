"""Numbers: requested by a visitor, assigned by the employer, communicated by an officer."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import ANYBODY, SERVICES, Role
from services.contracts.base import Command, Created, Instant, Language, Open, Page, PageQuery, Portal, Query, View
from services.contracts.identity.fields import CgosNumber, Email, Name, NumberRequestStatus
from services.contracts.identity.portals import EstablishmentView
from services.contracts.identity.refusals import (
    ImplausibleBirthDate,
    NumberAlreadyTaken,
    NumberRequestClosed,
    PostalAddressRequired,
    TooYoung,
    UnknownEstablishment,
    UnknownNumberRequest,
    UnknownProfession,
    WrongCheckDigit,
)
from services.contracts.language import FALLBACK


class RequestNumber(Command[Created]):
    callers = ANYBODY
    refuses = (UnknownEstablishment, UnknownProfession, TooYoung, ImplausibleBirthDate, PostalAddressRequired)
    portal: Portal
    establishment_id: UUID
    profession: str = Field(max_length=100)
    family_name: Name
    given_name: Name
    birth_date: date
    email: Email
    postal_address: str | None = Field(default=None, max_length=500)
    delivery: Literal["email", "post"] = "email"
    language: Language = FALLBACK


class NumberRequestView(View):
    id: UUID
    portal: Open[Portal]
    establishment: EstablishmentView
    profession: str
    family_name: str
    given_name: str
    birth_date: date
    email: str
    postal_address: str | None
    delivery: Open[Literal["email", "post"]]
    status: Open[NumberRequestStatus]
    cgos_number: str | None
    reason: str | None
    created_at: Instant
    possible_duplicate: bool = False
    """Somebody of the same name and birth date has a number, or asked for one before. A person decides."""


class ListNumberRequests(PageQuery[Page[NumberRequestView]]):
    """A correspondent sees those of their establishment, an officer all; oldest first."""

    callers = frozenset({Role.ESTABLISHMENT, Role.OFFICER})
    status: NumberRequestStatus | None = None


class AssignNumber(Command[NumberRequestView]):
    callers = frozenset({Role.ESTABLISHMENT})
    refuses = (UnknownNumberRequest, NumberRequestClosed, WrongCheckDigit, NumberAlreadyTaken)
    request_id: UUID
    cgos_number: CgosNumber | None = None
    """The establishment's own; where absent the next free one is drawn."""


class CommunicateNumber(Command[NumberRequestView]):
    callers = frozenset({Role.OFFICER})
    refuses = (UnknownNumberRequest, NumberRequestClosed)
    request_id: UUID


class RejectNumberRequest(Command[NumberRequestView]):
    callers = frozenset({Role.ESTABLISHMENT, Role.OFFICER})
    refuses = (UnknownNumberRequest, NumberRequestClosed)
    request_id: UUID
    reason: str = Field(min_length=1, max_length=1000)


class NumberCommunicationView(View):
    """What the e-mail that communicates a number needs."""

    email: str
    given_name: str
    family_name: str
    cgos_number: str
    portal: Open[Portal]
    delivery: Open[Literal["email", "post"]]
    language: Open[Language]
    email_bounced: bool = False
    """It goes to the account's present address, and that one is marked."""


class GetNumberCommunication(Query[NumberCommunicationView]):
    callers = SERVICES
    refuses = (UnknownNumberRequest,)
    request_id: UUID
