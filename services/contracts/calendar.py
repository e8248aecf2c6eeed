"""Days and years are those of members: they begin and end in Paris, whatever clock the machine shows."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def day_in_paris(instant: datetime) -> date:
    return instant.astimezone(PARIS).date()


def end_of_day_in_paris(day: date) -> datetime:
    """The first instant that is no longer in that day."""
    return datetime.combine(day + timedelta(days=1), time(), PARIS)


def months_after(day: date, months: int) -> date:
    """The same day of another month, or the last one that it has: six after 31 August is the end of February."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, monthrange(day.year + years, month + 1)[1]))
