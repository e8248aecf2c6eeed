"""Whom of a list an application is for: `"x-concerned": "/concerned"` on it is the box of its items that says so."""

from typing import Any

from services.applications.domain.pointers import resolve

CONCERNED, COUNTS_IF = "x-concerned", "x-counts-if"


def concerned(field: dict[str, Any], items: list[Any]) -> list[Any]:
    """All of a list that does not ask."""
    box = field.get(CONCERNED)
    return items if box is None else [item for item in items if resolve(box, item) is True]


def meant(field: dict[str, Any], value: Any, whole: Any) -> Any:
    """`value`, without those whom the application is not for. While nobody is meant yet in `whole`, the answers before
    anybody was left out, there is no such answer."""
    if isinstance(value, dict):
        inner = field.get("properties", {})
        parts = {name: meant(inner.get(name, {}), part, _part(whole, name)) for name, part in value.items()}
        return {name: part for name, part in parts.items() if part is not None}
    if not isinstance(value, list) or CONCERNED not in field:
        return value
    return concerned(field, value) if concerned(field, whole or []) else None


def _part(whole: Any, name: str) -> Any:
    return whole.get(name) if isinstance(whole, dict) else None
