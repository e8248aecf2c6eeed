"""The C.G.O.S. number: the employer assigns it, the organisation tells it; two roles (docs/mission.md 2 to 4)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from services.contracts.actor import Actor, Role
from services.contracts.base import Event
from services.contracts.identity import (
    AssignNumber,
    CommunicateNumber,
    NumberAssigned,
    NumberCommunicated,
    NumberRequested,
    NumberRequestRejected,
    NumberRequestStatus,
    RejectNumberRequest,
    RequestNumber,
)
from services.contracts.identity.fields import OLDEST, YOUNGEST
from services.contracts.identity.number_office import (
    AssignForEstablishment,
    CorrectNumberRequest,
    MarkLetterPosted,
    MergeNumberRequest,
    ResendNumber,
)
from services.contracts.identity.numbers import NumberRequestStep
from services.contracts.identity.refusals import (
    ImplausibleBirthDate,
    NumberRequestClosed,
    PostalAddressRequired,
    SecondPersonRequired,
    TooManyNumberRequestsForEstablishment,
    TooManyNumberRequestsForPerson,
    TooManyNumberRequestsFromHere,
    TooYoung,
    UnknownNumberRequest,
    WrongCheckDigit,
)
from services.identity.domain.folding import words

Step = NumberRequestStep


def check_digit(serial: str) -> str:
    """Luhn's: one mistyped digit, and nearly every pair of digits in the wrong order, is noticed."""
    doubled = (int(digit) * (2 - position % 2) for position, digit in enumerate(reversed(serial)))
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def number_from_serial(serial: int) -> str:
    digits = f"{serial:07d}"
    return digits + check_digit(digits)


def require_check_digit(cgos_number: str) -> str:
    if check_digit(cgos_number[:-1]) != cgos_number[-1]:
        raise WrongCheckDigit.at("/cgos_number", "The last digit does not go with the others: check what was typed.")
    return cgos_number


def age(birth_date: date, on: date) -> int:
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def identity_key(family_name: str, given_name: str, birth_date: date) -> str:
    """Equal for two requests that may well be one person's."""
    return " ".join([birth_date.isoformat(), *words(family_name), *words(given_name)])


def require_plausible_birth(birth_date: date, on: date, pointer: str = "/birth_date") -> None:
    years = age(birth_date, on)
    if birth_date >= on or years > OLDEST:
        raise ImplausibleBirthDate.at(pointer, "This is not the birth date of someone at work or retired.")
    if years < YOUNGEST:
        raise TooYoung.at(pointer, f"Nobody works in a hospital before {YOUNGEST}.", youngest=YOUNGEST)


def require_address(delivery: Literal["email", "post"], postal_address: str | None) -> None:
    if delivery == "post" and not (postal_address or "").strip():
        raise PostalAddressRequired.at("/postal_address", "A letter needs an address.")


PERSON_COUNTED_FOR = timedelta(days=1)
PLACE_COUNTED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """How many requests are taken before one more has to wait."""

    per_source: int
    per_establishment: int
    per_person: int


@dataclass(frozen=True, slots=True)
class RecentRequests:
    """Seconds until there is room for one more from this address prefix, for this establishment; 0 now."""

    seconds_from_source: int
    seconds_for_establishment: int
    person_has_enough: bool
    """Of this name and birth date, whoever asked: when they did is nobody else's business."""

    def require_room(self, limits: RequestLimits) -> None:
        if self.seconds_from_source:
            raise TooManyNumberRequestsFromHere(most=limits.per_source, retry_after=self.seconds_from_source)
        if self.seconds_for_establishment:
            raise TooManyNumberRequestsForEstablishment(
                most=limits.per_establishment, retry_after=self.seconds_for_establishment
            )
        if self.person_has_enough:
            a_day = int(PERSON_COUNTED_FOR.total_seconds())
            raise TooManyNumberRequestsForPerson(most=limits.per_person, retry_after=a_day)


@dataclass(slots=True)
class NumberRequest:
    id: UUID
    form: RequestNumber
    """As the visitor filled it in, but for the profession, which is its code."""
    created_at: datetime
    status: NumberRequestStatus = "requested"
    cgos_number: str | None = None
    member_id: UUID | None = None
    region: str = ""
    """Of its establishment, where that was looked up."""
    assigned_by: UUID | None = None
    """None where the version before assigned it."""
    reason: str | None = None
    email_bounced_at: datetime | None = None
    posted_at: datetime | None = None
    events: list[Event] = field(default_factory=list)

    def requested(self) -> None:
        self.events.append(
            NumberRequested(request_id=self.id, establishment_id=self.form.establishment_id, portal=self.form.portal)
        )

    def require_within_reach_of(self, actor: Actor, callers: frozenset[Role]) -> None:
        """Of those roles of theirs that may do this: of `callers`."""
        if not actor.may_at(self.form.establishment_id, callers, self.region):
            raise UnknownNumberRequest("There is no such request.")

    def require_unassigned(self) -> None:
        self._require("requested")

    def assign(self, cgos_number: str, member_id: UUID, by: UUID) -> None:
        self._require("requested")
        self.status, self.cgos_number, self.member_id, self.assigned_by = "assigned", cgos_number, member_id, by
        self.events.append(
            NumberAssigned(request_id=self.id, member_id=member_id, establishment_id=self.form.establishment_id)
        )

    def communicate(self, by: UUID) -> UUID:
        self._require("assigned")
        if by == self.assigned_by:
            raise SecondPersonRequired("Who assigned a number does not communicate it as well.")
        assert self.member_id is not None  # noqa: S101  an assigned request has its member; says so to the type checker
        self.status = "communicated"
        self.events.append(
            NumberCommunicated(request_id=self.id, member_id=self.member_id, delivery=self.form.delivery)
        )
        return self.member_id

    def reject(self, reason: str) -> None:
        self._require("requested", "assigned")
        self.status, self.reason = "rejected", reason
        self.events.append(NumberRequestRejected(request_id=self.id))

    def merge_into(self, member_id: UUID, cgos_number: str) -> None:
        self._require("requested")
        self.status, self.member_id, self.cgos_number = "merged", member_id, cgos_number

    def correct(self, given: dict[str, Any]) -> None:
        self._require("requested", "assigned", "communicated")
        if given.get("email", self.form.email) != self.form.email:
            self.email_bounced_at = None
        self.form = self.form.model_copy(update=given)

    def send_again(self, by: UUID) -> UUID:
        """The letter, where there is one, is due again."""
        self._require("communicated")
        self.status = "assigned"
        self.email_bounced_at = self.posted_at = None
        return self.communicate(by)

    def posted(self, now: datetime) -> None:
        self._require("communicated")
        if self.form.delivery != "post":
            raise NumberRequestClosed("This number was told by e-mail: there is no letter.")
        self.posted_at = self.posted_at or now

    def bounced(self, now: datetime) -> None:
        self.email_bounced_at = now

    def _require(self, *statuses: NumberRequestStatus) -> None:
        if self.status not in statuses:
            raise NumberRequestClosed(f"This request is {self.status}.")


_WHO: dict[Step, frozenset[Role]] = {
    "assign": AssignNumber.callers,
    "assign_for": AssignForEstablishment.callers,
    "merge": MergeNumberRequest.callers,
    "communicate": CommunicateNumber.callers,
    "reject": RejectNumberRequest.callers,
    "correct": CorrectNumberRequest.callers,
    "resend": ResendNumber.callers,
    "posted": MarkLetterPosted.callers,
}
_WHEN: dict[NumberRequestStatus, set[Step]] = {
    "requested": {"assign", "assign_for", "merge", "reject", "correct"},
    "assigned": {"communicate", "reject", "correct"},
    "communicated": {"correct", "resend", "posted"},
}


@dataclass(frozen=True, slots=True)
class RequestState:
    """What a next step depends on, besides who asks."""

    status: NumberRequestStatus
    establishment_id: UUID
    region: str = ""
    assigned_by: UUID | None = None
    opened: bool = False
    """The member has set a password."""
    letter_due: bool = False
    has_correspondent: bool = True
    """Somebody speaks for the establishment."""


def next_steps(actor: Actor, request: RequestState) -> list[Step]:
    """What would not be refused, so that nothing else is offered; a merge, where somebody is alike."""
    when = _WHEN.get(request.status, set())
    at, region = request.establishment_id, request.region
    may = {step for step, callers in _WHO.items() if actor.may(callers) and actor.may_at(at, callers, region)}
    missing: set[Step] = set()
    if request.assigned_by == actor.id:
        missing |= {"communicate", "resend"}
    if request.opened:
        missing |= {"correct", "resend"}
    if request.has_correspondent:
        missing |= {"assign_for"}
    if not request.letter_due:
        missing |= {"posted"}
    return [step for step in _WHO if step in (when & may) - missing]
