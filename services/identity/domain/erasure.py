"""A member asks that what is kept of them be erased; an officer decides."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID, uuid4

from services.contracts.applications.erasure import BlockingApplicationView
from services.contracts.base import Event
from services.contracts.identity import ErasureDecided
from services.contracts.identity.erasure import (
    ApplicationsAreOpen,
    ErasureIsDecided,
    ErasureReasonRequired,
    ErasureState,
)

TOLD_FIRST = timedelta(seconds=30)
"""Between the acceptance and the erasure: the mail that says so needs the address."""


def require_nothing_open(blocking: Iterable[BlockingApplicationView]) -> None:
    """What is not decided is somebody's work, and may be money for the member."""
    named = [{"id": str(each.id), "benefit_name": each.benefit_name} for each in blocking]
    if named:
        raise ApplicationsAreOpen(
            "Applications are open: wait for their decision or withdraw them.", count=len(named), applications=named
        )


@dataclass(slots=True)
class Erasure:
    id: UUID
    member_id: UUID
    reason: str
    asked_at: datetime
    state: ErasureState = "asked"
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    decision_reason: str | None = None
    due_at: datetime | None = None
    events: list[Event] = field(default_factory=list)

    @classmethod
    def ask(cls, member_id: UUID, reason: str, at: datetime) -> Self:
        return cls(uuid4(), member_id, reason.strip(), at)

    @property
    def waits(self) -> bool:
        return self.state == "asked"

    def withdraw(self) -> None:
        """Again, it changes nothing."""
        if self.state == "withdrawn":
            return
        self._require_undecided()
        self.state = "withdrawn"

    def accept(self, officer_id: UUID, at: datetime) -> None:
        self._decide("accepted", officer_id, at)
        self.due_at = at + TOLD_FIRST

    def refuse(self, officer_id: UUID, reason: str, at: datetime) -> None:
        if not reason.strip():
            raise ErasureReasonRequired.at("/reason", "Say why: the member is told.")
        self._decide("refused", officer_id, at)
        self.decision_reason = reason.strip()

    def _decide(self, outcome: ErasureState, officer_id: UUID, at: datetime) -> None:
        self._require_undecided()
        self.state, self.decided_by, self.decided_at = outcome, officer_id, at
        self.events.append(ErasureDecided(erasure_id=self.id, member_id=self.member_id, outcome=outcome))

    def _require_undecided(self) -> None:
        if not self.waits:
            raise ErasureIsDecided("This request is closed.", state=self.state)
