"""The end of a file that its member left incomplete: announced, then made by the clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.contracts.calendar import day_in_paris

NOTICE = timedelta(days=30)
"""Between the announcement and the closing."""


@dataclass(frozen=True, slots=True)
class Closing:
    closes_on: date
    """The last day on which the member can still complete it, to its end in Paris."""
    reason: str

    @classmethod
    def announced(cls, reason: str, at: datetime) -> "Closing":
        return cls(day_in_paris(at) + NOTICE, reason)

    def is_due(self, at: datetime) -> bool:
        return day_in_paris(at) > self.closes_on
