"""What is done about a request for a number besides assigning and communicating: mended, sent again, posted, merged."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import SERVICES, Role
from services.contracts.acts import Act
from services.contracts.base import Command, Language, Open, Portal, Query, View
from services.contracts.identity.fields import CgosNumber, Email, Name, PostalAddress
from services.contracts.identity.numbers import NumberRequestView
from services.contracts.identity.refusals import (
    CorrespondentAssigns,
    ImplausibleBirthDate,
    NotAlike,
    NumberAlreadyTaken,
    NumberRequestClosed,
    PostalAddressRequired,
    SecondPersonRequired,
    TooYoung,
    UnknownNumberRequest,
    WrongCheckDigit,
)

OFFICERS = frozenset({Role.OFFICER})


class AssignForEstablishment(Command[NumberRequestView]):
    """Where no correspondent speaks for it, so that nobody waits for one who is not there."""

    callers = OFFICERS
    refuses = (UnknownNumberRequest, NumberRequestClosed, WrongCheckDigit, NumberAlreadyTaken, CorrespondentAssigns)
    act = Act(name="number_assigned_for_establishment", to="number_request", named_by="request_id")
    request_id: UUID
    cgos_number: CgosNumber | None = None


class CorrectNumberRequest(Command[NumberRequestView]):
    """Fields that are absent stay as they are. Until the member has set a password; from then on the file is theirs."""

    callers = OFFICERS
    refuses = (UnknownNumberRequest, NumberRequestClosed, TooYoung, ImplausibleBirthDate, PostalAddressRequired)
    act = Act(name="number_request_corrected", to="number_request", named_by="request_id")
    long_texts = frozenset({"postal_address"})
    request_id: UUID
    family_name: Name | None = None
    given_name: Name | None = None
    birth_date: date | None = None
    email: Email | None = None
    postal_address: PostalAddress | None = Field(default=None, max_length=500)
    delivery: Literal["email", "post"] | None = None


class ResendNumber(Command[NumberRequestView]):
    """By e-mail or, where the person wanted a letter, into the next batch of letters."""

    callers = OFFICERS
    refuses = (UnknownNumberRequest, NumberRequestClosed, SecondPersonRequired)
    act = Act(name="number_sent_again", to="number_request", named_by="request_id")
    request_id: UUID


class MarkLetterPosted(Command[NumberRequestView]):
    callers = OFFICERS
    refuses = (UnknownNumberRequest, NumberRequestClosed)
    act = Act(name="letter_posted", to="number_request", named_by="request_id")
    request_id: UUID


class MergeNumberRequest(Command[NumberRequestView]):
    """The person has a number already: the request is closed onto that account, and the number told at the address
    that the account has, not at the one that was asked from."""

    callers = frozenset({Role.ESTABLISHMENT, Role.OFFICER})
    refuses = (UnknownNumberRequest, NumberRequestClosed, NotAlike)
    act = Act(name="number_request_merged", to="number_request", named_by="request_id")
    request_id: UUID
    member_id: UUID
    """One of those that the request's `alike` names."""


class LetterView(View):
    request_id: UUID
    family_name: str
    given_name: str
    postal_address: str
    cgos_number: str
    portal: Open[Portal]
    language: Open[Language]


class LettersView(View):
    items: list[LetterView]


class ListDueLetters(Query[LettersView]):
    """Numbers that were communicated by post and whose letter was not marked as posted: the oldest hundred."""

    callers = OFFICERS


class NumberRefusalView(View):
    """What the e-mail to a refused visitor needs."""

    email: str
    given_name: str
    portal: Open[Portal]
    language: Open[Language]
    reason: str


class GetNumberRefusal(Query[NumberRefusalView]):
    callers = SERVICES
    senders = frozenset({"notifications"})
    refuses = (UnknownNumberRequest,)
    request_id: UUID
