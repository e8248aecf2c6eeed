"""What a form says of its dates: `"x-past": true`, and `"x-not-before": "/starts_on"`."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.applications.domain.pointers import resolve
from services.contracts.refusals import FieldError

PAST, NOT_BEFORE = "x-past", "x-not-before"


def date_errors(field: dict[str, Any], value: Any, answers: dict[str, Any], on: date, at: str) -> Iterator[FieldError]:
    """Of all dates in `value`, the answer to `field`. A past date may be today's."""
    if isinstance(value, dict):
        for name, inner in field.get("properties", {}).items():
            yield from date_errors(inner, value.get(name), answers, on, f"{at}/{name}")
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from date_errors(field.get("items", {}), item, answers, on, f"{at}/{position}")
    elif (day := to_date(value)) is not None:
        first = to_date(resolve(field[NOT_BEFORE], answers)) if NOT_BEFORE in field else None
        if field.get(PAST) and day > on:
            yield FieldError(pointer=at, detail="This date is still to come.", code="still_to_come")
        elif first is not None and day < first:
            facts = {"first": first.isoformat()}
            yield FieldError(pointer=at, detail=f"Not before {first}.", code="date_too_early", facts=facts)


def to_date(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def age(birth: date, on: date) -> int:
    """In years; negative before birth."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
