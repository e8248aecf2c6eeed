"""What must be kept of an aid although the member's file is erased."""

from datetime import date, datetime
from typing import Final

from services.applications.domain.status import Status
from services.contracts.calendar import day_in_paris

GRANTED: Final = (Status.APPROVED, Status.PAID)
KEPT_YEARS: Final = 10
"""Code de commerce, article L. 123-22: accounts and their proofs, from the end of the year."""


def keep_until(decided_at: datetime) -> date:
    return date(day_in_paris(decided_at).year + KEPT_YEARS, 12, 31)
