"""Numbers: requested by a visitor, assigned by the employer, communicated by an officer."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import ANYBODY, SERVICES, Role
from services.contracts.acts import Act
from services.contracts.base import (
    Asked,
    Command,
    Created,
    Instant,
    Language,
    Open,
    Page,
    PageQuery,
    Portal,
    Query,
    View,
)
from services.contracts.identity.fields import (
    CgosNumber,
    Email,
    EmploymentStatus,
    Name,
    NumberRequestStatus,
    PostalAddress,
)
from services.contracts.identity.portals import EstablishmentView
from services.contracts.identity.refusals import (
    ContractEndNotToCome,
    ImplausibleBirthDate,
    NumberAlreadyTaken,
    NumberRequestClosed,
    PostalAddressRequired,
    SecondPersonRequired,
    TooManyNumberRequestsForEstablishment,
    TooManyNumberRequestsForPerson,
    TooManyNumberRequestsFromHere,
    TooYoung,
    UnknownEmploymentStatus,
    UnknownEstablishment,
    UnknownNumberRequest,
    UnknownProfession,
    WrongCheckDigit,
)
from services.contracts.language import FALLBACK


class NumberRequestForm(Asked):
    """What a visitor fills in."""

    long_texts = frozenset({"postal_address"})
    portal: Portal
    establishment_id: UUID
    profession: str = Field(max_length=100)
    other_profession: str | None = Field(default=None, max_length=100)
    """In words, where the profession is "another one" of its portal."""
    family_name: Name
    given_name: Name
    birth_date: date
    email: Email
    postal_address: PostalAddress | None = Field(default=None, max_length=500)
    delivery: Literal["email", "post"] = "email"
    language: Language = FALLBACK
    employment_status: EmploymentStatus | None = None
    contract_ends_on: date | None = None
    """Of a contract or an apprenticeship that has an end."""


class RequestNumber(NumberRequestForm, Command[Created]):
    callers = ANYBODY
    refuses = (
        UnknownEstablishment,
        UnknownProfession,
        TooYoung,
        ImplausibleBirthDate,
        PostalAddressRequired,
        UnknownEmploymentStatus,
        ContractEndNotToCome,
        TooManyNumberRequestsFromHere,
        TooManyNumberRequestsForEstablishment,
        TooManyNumberRequestsForPerson,
    )
    source: str | None = Field(default=None, max_length=64)
    """The address prefix of the visitor, for throttling."""


NumberRequestStep = Literal["assign", "communicate", "reject", "correct", "resend", "posted", "merge", "assign_for"]


class AlikeMemberView(View):
    id: UUID
    cgos_number: str
    family_name: str
    given_name: str
    birth_date: date
    establishment_name: str
    email: str
    """Where they will be told, if the request is merged into their account."""


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
    other_profession: str | None = None
    employment_status: Open[EmploymentStatus] | None = None
    contract_ends_on: date | None = None
    possible_duplicate: bool = False
    """Somebody of the same name and birth date has a number, or asked for one before. A person decides."""
    next_steps: list[Open[NumberRequestStep]] = Field(default_factory=list)
    """What the reader may do with it now."""
    email_bounced: bool = False
    """What was sent about it came back."""
    posted_at: Instant | None = None
    """When its letter went into the post."""
    alike: list[AlikeMemberView] = Field(default_factory=list)
    """Who has a number and may well be this person, while there is something to decide."""


class ListNumberRequests(PageQuery[Page[NumberRequestView]]):
    """A correspondent sees those of their establishments, an officer all; oldest first."""

    callers = frozenset({Role.ESTABLISHMENT, Role.OFFICER})
    status: NumberRequestStatus | None = None


class AssignNumber(Command[NumberRequestView]):
    callers = frozenset({Role.ESTABLISHMENT})
    refuses = (UnknownNumberRequest, NumberRequestClosed, WrongCheckDigit, NumberAlreadyTaken)
    act = Act(name="number_assigned", to="number_request", named_by="request_id")
    request_id: UUID
    cgos_number: CgosNumber | None = None
    """The establishment's own; where absent the next free one is drawn."""


class CommunicateNumber(Command[NumberRequestView]):
    """By another person than who assigned it."""

    callers = frozenset({Role.OFFICER})
    refuses = (UnknownNumberRequest, NumberRequestClosed, SecondPersonRequired)
    act = Act(name="number_communicated", to="number_request", named_by="request_id")
    request_id: UUID


class RejectNumberRequest(Command[NumberRequestView]):
    callers = frozenset({Role.ESTABLISHMENT, Role.OFFICER})
    refuses = (UnknownNumberRequest, NumberRequestClosed)
    act = Act(name="number_request_rejected", to="number_request", named_by="request_id")
    long_texts = frozenset({"reason"})
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
    senders = frozenset({"notifications"})
    refuses = (UnknownNumberRequest,)
    request_id: UUID
