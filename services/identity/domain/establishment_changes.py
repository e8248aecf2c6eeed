"""A change of establishment: from which days it can be told, and when it takes effect."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from services.contracts.base import Event
from services.contracts.identity import EstablishmentChanged
from services.contracts.identity.establishment_changes import ChangeState
from services.contracts.identity.refusals import ChangeDateOutOfRange, SameEstablishment

MOST_BACK = timedelta(days=90)
"""Who tells it late: further back, what was decided meanwhile rests on the former establishment."""
MOST_AHEAD = timedelta(days=180)
"""A move that is further off than half a year is seldom sure."""


@dataclass(slots=True)
class EstablishmentChange:
    id: UUID
    member_id: UUID
    former_establishment_id: UUID
    establishment_id: UUID
    from_date: date
    asked_at: datetime
    number: int
    """Of this member's, in the order in which they were told."""
    state: ChangeState = "planned"
    made_at: datetime | None = None
    events: list[Event] = field(default_factory=list)

    def is_due(self, today: date) -> bool:
        return self.state == "planned" and self.from_date <= today

    def make(self, former_establishment_id: UUID, now: datetime) -> None:
        """`former_establishment_id`: where they work until now, whatever was so when it was told."""
        self.state, self.made_at, self.former_establishment_id = "made", now, former_establishment_id
        self.events.append(
            EstablishmentChanged(
                member_id=self.member_id,
                establishment_id=self.establishment_id,
                former_establishment_id=former_establishment_id,
                from_date=self.from_date,
            )
        )

    def replace(self) -> None:
        self.state = "replaced"


@dataclass(frozen=True, slots=True)
class Days:
    """From which a change can be told today."""

    first: date
    last: date

    @classmethod
    def open_on(cls, today: date, last_change: date | None) -> "Days":
        """Not before the change that was made last: the history stays in order."""
        first = today - MOST_BACK
        return cls(max(first, last_change) if last_change else first, today + MOST_AHEAD)

    def require(self, day: date) -> None:
        if not self.first <= day <= self.last:
            detail = f"A change can be told from {self.first} to {self.last}."
            raise ChangeDateOutOfRange.at("/from_date", detail, first=self.first, last=self.last)


def require_elsewhere(establishment_id: UUID, present: UUID | None, pointer: str) -> None:
    if establishment_id == present:
        raise SameEstablishment.at(pointer, "Your file says this establishment already.")
