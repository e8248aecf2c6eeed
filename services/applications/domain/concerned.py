"""Whom of a list an application is for, and who of them counts.

`"x-concerned": "/concerned"` on a list is the box of its items that says who is meant; `"x-counts-if"` beside it, what
an item must be for the scale to count it: `[{"pointer": "/birth_date", "under": 6}]`, `"from"` an age, or `"equals"`.
"""

from datetime import date
from typing import Any

from services.applications.domain.dates import age, to_date
from services.applications.domain.pointers import resolve

CONCERNED, COUNTS_IF = "x-concerned", "x-counts-if"


def concerned(field: dict[str, Any], items: list[Any]) -> list[Any]:
    """All of a list that does not ask."""
    box = field.get(CONCERNED)
    return items if box is None else [item for item in items if resolve(box, item) is True]


def counted(field: dict[str, Any], value: Any, on: date) -> Any:
    """The answer without the items that a scale does not count. While nobody is meant yet there is no such answer."""
    if isinstance(value, dict):
        inner = field.get("properties", {})
        parts = {name: counted(inner.get(name, {}), part, on) for name, part in value.items()}
        return {name: part for name, part in parts.items() if part is not None}
    if not isinstance(value, list) or not {CONCERNED, COUNTS_IF} & field.keys():
        return value
    meant = concerned(field, value)
    if CONCERNED in field and not meant:
        return None
    return who_count(field, meant, on)


def who_count(field: dict[str, Any], items: list[Any], on: date) -> list[Any]:
    """Those who are what the benefit asks."""
    return [item for item in items if all(_holds(rule, item, on) for rule in field.get(COUNTS_IF, ()))]


def _holds(rule: dict[str, Any], item: Any, on: date) -> bool:
    value = resolve(rule["pointer"], item)
    if "equals" in rule:
        return bool(value == rule["equals"]) and type(value) is type(rule["equals"])
    birth = to_date(value)
    if birth is None or birth > on:
        return False
    years = age(birth, on)
    return bool(rule.get("from", 0) <= years < rule.get("under", years + 1))
