"""What an officer may decide."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from services.applications.domain.assessment import Assessment
from services.applications.domain.rules.check import Check
from services.applications.domain.scale import Estimate
from services.contracts.applications import AmountAboveScale, AmountNotAllowed, AmountRequired, ReasonRequired

Outcome = Literal["approved", "rejected"]


@dataclass(frozen=True, slots=True)
class Decision:
    """`estimate` is what the scale gave at that moment; it never moves again."""

    outcome: Outcome
    amount: Decimal | None
    estimate: Estimate | None
    reason: str | None
    decided_at: datetime
    checks: tuple[Check, ...] = ()
    """What the rules said then, and where an officer decided against one."""


def decide(
    outcome: Outcome, amount: Decimal | None, reason: str | None, assessment: Assessment, at: datetime
) -> Decision:
    estimate, checks = assessment.estimate, assessment.checks
    reason = (reason or "").strip() or None
    if outcome == "rejected":
        if amount is not None:
            raise AmountNotAllowed.at("/amount", "A rejection grants nothing.")
        if reason is None:
            raise ReasonRequired.at("/reason", "A rejection says why.")
        return Decision("rejected", None, None, reason, at, checks)
    return Decision("approved", _granted(amount, reason, estimate), estimate, reason, at, checks)


def _granted(amount: Decimal | None, reason: str | None, estimate: Estimate) -> Decimal:
    most = estimate.cap if estimate.amount is None else estimate.amount
    if amount is None:
        if estimate.amount is None:
            raise AmountRequired.at("/amount", "The scale leaves the amount to you.")
        return estimate.amount
    if most is not None and amount > most:
        raise AmountAboveScale.at("/amount", f"At most {most}.", most=str(most))
    if estimate.amount is not None and amount < estimate.amount and reason is None:
        detail = "Granting less than the scale gives needs a reason."
        raise ReasonRequired.at("/reason", detail, rule="reason_for_less")
    return amount
