"""How long the documents of an application must be there, whatever their owner wants."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from services.applications.domain.application import Application
from services.contracts.calendar import day_in_paris, months_after

CONTESTED_FOR: Final = 2
"""Months after its notification in which a decision can be contested (code de justice administrative, R. 421-1)."""


@dataclass(frozen=True, slots=True)
class Keeping:
    why: Literal["under_way", "decided"]
    until: date | None = None
    """None while nobody knows."""


def keeping(application: Application) -> Keeping | None:
    """None for what was never submitted, and for what ended without a decision."""
    if application.submitted_at is None or application.status.is_abandoned:
        return None
    decision = application.review.decision
    if decision is None:
        return Keeping("under_way")
    return Keeping("decided", months_after(day_in_paris(decision.decided_at), CONTESTED_FOR))
