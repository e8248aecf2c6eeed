"""A member's appeal against one decision: until when, who looks at it, how it ends."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID, uuid4

from services.contracts.applications import (
    AlreadyClaimed,
    AppealState,
    AppealTooLate,
    DecidedByYou,
    NoOpenAppeal,
    NotClaimedByYou,
)
from services.contracts.calendar import day_in_paris, months_after

AppealOutcome = Literal["upheld", "dismissed"]
OPEN_APPEALS = ("lodged", "under_review")


def last_day(told_at: datetime, months: int) -> date:
    """The day of that number, or the last of a month that is too short; it ends at midnight in Paris."""
    return months_after(day_in_paris(told_at), months)


def require_in_time(until: date, at: datetime) -> None:
    if day_in_paris(at) > until:
        raise AppealTooLate(f"It could be lodged until the end of {until}.", last_day=until.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    application_id: UUID
    ruling_id: UUID
    """The decision that it is against."""
    grounds: str
    document_ids: list[UUID]
    lodged_at: datetime
    state: AppealState = "lodged"
    claimed_by: UUID | None = None
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    id: UUID = field(default_factory=uuid4)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_APPEALS

    @property
    def outcome(self) -> AppealOutcome | None:
        return self.state if self.state in ("upheld", "dismissed") else None

    def claimed(self, officer_id: UUID, deciders: Collection[UUID]) -> "Appeal":
        """`deciders`: who took the decision that it is against."""
        self._require_open()
        if officer_id in deciders:
            raise DecidedByYou
        if self.claimed_by not in (None, officer_id):
            raise AlreadyClaimed
        return replace(self, claimed_by=officer_id, state="under_review")

    def released(self) -> "Appeal":
        return replace(self, claimed_by=None, state="lodged")

    def decided(self, outcome: AppealOutcome, reason: str, officer_id: UUID, at: datetime) -> "Appeal":
        return replace(self, state=outcome, reason=reason, decided_by=officer_id, decided_at=at)

    def require_held_by(self, officer_id: UUID) -> None:
        self._require_open()
        if self.claimed_by != officer_id:
            raise NotClaimedByYou if self.claimed_by is None else AlreadyClaimed

    def _require_open(self) -> None:
        if not self.is_open:
            raise NoOpenAppeal
