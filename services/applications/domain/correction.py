"""A decision put right by the staff: one person proposes, a supervisor who is another one confirms."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID, uuid4

from services.applications.domain.decision import Outcome
from services.contracts.applications import ProposedByYou

CorrectionState = Literal["proposed", "confirmed", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    application_id: UUID
    ruling_id: UUID
    """The decision that it puts right."""
    outcome: Outcome
    amount: Decimal | None
    reason: str
    proposed_by: UUID
    proposed_at: datetime
    state: CorrectionState = "proposed"
    settled_by: UUID | None = None
    settled_at: datetime | None = None
    id: UUID = field(default_factory=uuid4)

    @property
    def waits(self) -> bool:
        return self.state == "proposed"

    def confirmed(self, supervisor_id: UUID, at: datetime) -> "Correction":
        if supervisor_id == self.proposed_by:
            raise ProposedByYou
        return replace(self, state="confirmed", settled_by=supervisor_id, settled_at=at)

    def refused(self, by: UUID, at: datetime) -> "Correction":
        return replace(self, state="refused", settled_by=by, settled_at=at)
