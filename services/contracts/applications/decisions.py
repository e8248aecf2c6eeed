"""The decisions on an application, and the appeal against one, as its views show them."""

from typing import Literal
from uuid import UUID

from services.contracts.base import Instant, Money, Open, View

DecisionKind = Literal["decision", "correction", "appeal"]
"""A first one, one that the staff put right, one on an appeal."""
AppealState = Literal["lodged", "under_review", "upheld", "dismissed"]


class TakenDecisionView(View):
    """One of the decisions on an application, each of which has its letter."""

    number: int
    """From one."""
    kind: Open[DecisionKind]
    outcome: Open[Literal["approved", "rejected"]]
    amount: Money | None
    reason: str | None
    decided_at: Instant
    replaced: bool
    """A later one took its place."""


class AppealView(View):
    """Against one decision: another officer looks at it again, and it has a decision of its own."""

    id: UUID
    application_id: UUID
    state: Open[AppealState]
    grounds: str
    document_ids: list[UUID]
    lodged_at: Instant
    decided_at: Instant | None
    outcome: Open[Literal["upheld", "dismissed"]] | None
    reason: str | None
