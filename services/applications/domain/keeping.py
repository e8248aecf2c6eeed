"""How long the documents of an application must be there, whatever their owner wants."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.applications.domain.appeal import last_day
from services.applications.domain.application import Application


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
    return Keeping("decided", last_day(decision.decided_at, application.benefit.appeal_months))
