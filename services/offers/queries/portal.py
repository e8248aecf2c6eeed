"""Which rows a portal shows."""

from typing import Any

from sqlalchemy import ColumnElement, false


def in_portal(table: Any, portal: str | None) -> ColumnElement[bool]:
    if portal not in {"agent", "medical"}:
        return false()
    shown: ColumnElement[bool] = table.c.for_medical if portal == "medical" else table.c.for_agents
    return shown
