"""Days are the members' days: a deadline is inclusive, to the end of that day in Paris."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def day_in_paris(instant: datetime) -> date:
    return instant.astimezone(PARIS).date()
