"""How long an accepted document may be used again. Illustrative, but for the two of docs/mission.md: proofs younger
than three months, an invoice paid within six (repayable aid). A day of validity ends at midnight in Paris."""

from collections.abc import Callable
from datetime import date, datetime

from services.contracts.calendar import day_in_paris, months_after
from services.contracts.documents import DocumentKind


def _end_of_next_year(day: date) -> date:
    return date(day.year + 1, 12, 31)


def _end_of_school_year(day: date) -> date:
    return date(day.year if day.month <= 8 else day.year + 1, 8, 31)


def _within(months: int) -> Callable[[date], date]:
    return lambda day: months_after(day, months)


_RULES: dict[DocumentKind, Callable[[date], date]] = {
    "tax_notice": _end_of_next_year,
    "school_certificate": _end_of_school_year,
    "pay_slip": _within(3),
    "family_allowance_notice": _within(3),
    "social_report": _within(3),
    "employer_letter": _within(3),
    "household_charges": _within(3),
    "proof_of_debt": _within(3),
    "invoice": _within(6),
    "medical_certificate": _within(12),
    "bank_details": _within(36),
    "disability_certificate": _within(60),
}
"""A birth or death certificate states what does not change; of "other" nothing is known: these do not expire."""


def valid_until(kind: DocumentKind, created_at: datetime) -> date | None:
    """The last day, included, counted from the day the document was announced."""
    rule = _RULES.get(kind)
    return rule(day_in_paris(created_at)) if rule else None
