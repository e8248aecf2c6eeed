"""The C.G.O.S. number: the employer assigns it, the organisation tells it; two roles (docs/mission.md 2 to 4)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.contracts.actor import Actor, Role
from services.contracts.base import Event
from services.contracts.identity import (
    ImplausibleBirthDate,
    NumberAssigned,
    NumberCommunicated,
    NumberRequestClosed,
    NumberRequested,
    NumberRequestStatus,
    PostalAddressRequired,
    RequestNumber,
    TooYoung,
    UnknownNumberRequest,
    WrongCheckDigit,
)
from services.identity.domain.folding import words

YOUNGEST, OLDEST = 16, 100


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


def require_plausible_birth(birth_date: date, on: date) -> None:
    years = age(birth_date, on)
    if birth_date >= on or years > OLDEST:
        raise ImplausibleBirthDate.at("/birth_date", "This is not the birth date of someone at work or retired.")
    if years < YOUNGEST:
        raise TooYoung.at("/birth_date", f"Nobody works in a hospital before {YOUNGEST}.", youngest=YOUNGEST)


def require_address(delivery: Literal["email", "post"], postal_address: str | None) -> None:
    if delivery == "post" and not (postal_address or "").strip():
        raise PostalAddressRequired.at("/postal_address", "A letter needs an address.")


@dataclass(slots=True)
class NumberRequest:
    id: UUID
    form: RequestNumber
    """As the visitor filled it in, but for the profession, which is its code."""
    created_at: datetime
    status: NumberRequestStatus = "requested"
    cgos_number: str | None = None
    member_id: UUID | None = None
    reason: str | None = None
    events: list[Event] = field(default_factory=list)

    def requested(self) -> None:
        self.events.append(
            NumberRequested(request_id=self.id, establishment_id=self.form.establishment_id, portal=self.form.portal)
        )

    def require_within_reach_of(self, actor: Actor) -> None:
        """An officer reaches every request, a correspondent those of their own establishment."""
        if Role.OFFICER not in actor.roles and actor.establishment_id != self.form.establishment_id:
            raise UnknownNumberRequest("There is no such request.")

    def require_unassigned(self) -> None:
        self._require("requested")

    def assign(self, cgos_number: str, member_id: UUID) -> None:
        self._require("requested")
        self.status, self.cgos_number, self.member_id = "assigned", cgos_number, member_id
        self.events.append(
            NumberAssigned(request_id=self.id, member_id=member_id, establishment_id=self.form.establishment_id)
        )

    def communicate(self) -> UUID:
        self._require("assigned")
        assert self.member_id is not None  # noqa: S101  an assigned request has its member; says so to the type checker
        self.status = "communicated"
        self.events.append(
            NumberCommunicated(request_id=self.id, member_id=self.member_id, delivery=self.form.delivery)
        )
        return self.member_id

    def reject(self, reason: str) -> None:
        self._require("requested", "assigned")
        self.status, self.reason = "rejected", reason

    def _require(self, *statuses: NumberRequestStatus) -> None:
        if self.status not in statuses:
            raise NumberRequestClosed(f"This request is {self.status}.")
