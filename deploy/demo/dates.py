"""Dates of the demonstration follow the calendar, so that it never grows old: `next(01-31)`, `last(01-01)`."""

import re
from datetime import date, timedelta
from typing import Any

_SPOKEN = re.compile(r"^(next|last)\((\d\d-\d\d)\)$")
_AFTER = re.compile(r"^after\((\d\d-\d\d), (\d\d-\d\d)\)$")


def on_or_after(day: str, start: date) -> date:
    candidate = date.fromisoformat(f"{start.year}-{day}")
    return candidate if candidate >= start else date.fromisoformat(f"{start.year + 1}-{day}")


def on_or_before(day: str, end: date) -> date:
    candidate = date.fromisoformat(f"{end.year}-{day}")
    return candidate if candidate <= end else date.fromisoformat(f"{end.year - 1}-{day}")


def with_dates(value: Any, today: date) -> Any:
    """`value` with every spoken date replaced: `after(06-15, 09-15)` is the 15 September after the next 15 June."""
    if isinstance(value, dict):
        return {key: with_dates(item, today) for key, item in value.items()}
    if isinstance(value, list):
        return [with_dates(item, today) for item in value]
    if not isinstance(value, str):
        return value
    if value == "yesterday":
        return (today - timedelta(days=1)).isoformat()
    if spoken := _SPOKEN.match(value):
        which, day = spoken.groups()
        return (on_or_after(day, today) if which == "next" else on_or_before(day, today)).isoformat()
    if after := _AFTER.match(value):
        first, second = after.groups()
        return on_or_after(second, on_or_after(first, today)).isoformat()
    return value
