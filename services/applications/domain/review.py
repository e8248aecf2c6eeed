"""The officers' part: since when an application waits for them, who has claimed it, what was decided."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from services.applications.domain.decision import Decision
from services.applications.domain.rules.check import Overrides


@dataclass(frozen=True, slots=True)
class Review:
    completed_at: datetime | None = None
    """Since when it waits for us; None while it waits for the member."""
    claimed_by: UUID | None = None
    decision: Decision | None = None
    overrides: Overrides = field(default_factory=dict)
    interrupted_from: datetime | None = None
    """Since when it waited for us before it came to wait for the member."""

    def interrupted(self) -> "Review":
        return replace(self, completed_at=None, interrupted_from=self.completed_at or self.interrupted_from)
