"""A decision, an appeal: parts of the scenes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.contracts.applications import AppealView

NOON = datetime(2026, 3, 14, 11, 0, tzinfo=UTC)
APPEALED = UUID(int=6, version=4)
REVERSED: dict[str, Any] = {
    "outcome": "rejected",
    "amount": None,
    "explanation": None,
    "reason": "Le séjour s'est terminé avant le 1er mars.",
    "decided_at": NOON + timedelta(days=8),
}
LONG_HENCE = date(2126, 5, 20)


def lodged(document_id: UUID) -> AppealView:
    told = {
        "id": UUID(int=81, version=4),
        "application_id": APPEALED,
        "state": "under_review",
        "grounds": "Le séjour a bien eu lieu : la facture du centre le montre.",
        "document_ids": [document_id],
        "lodged_at": NOON + timedelta(days=12),
        "decided_at": None,
        "outcome": None,
        "reason": None,
    }
    return AppealView.model_validate(told)


def taken(number: int, outcome: str, amount: str = "", *, kind: str = "decision", replaced: bool = False) -> Any:
    return {
        "number": number,
        "kind": kind,
        "outcome": outcome,
        "amount": {"amount": amount} if amount else None,
        "reason": None,
        "decided_at": NOON + timedelta(days=4 + 2 * number),
        "replaced": replaced,
    }
