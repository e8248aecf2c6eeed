"""Between a row and a dataclass whose fields bear the names of the columns."""

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Row, Table

from services.contracts.base import Event
from services.kit.work import Work

T = TypeVar("T")


def record_events(work: Work, events: list[Event]) -> None:
    for event in events:
        work.record(event)
    events.clear()


def from_row(kind: type[T], row: Row[Any], **others: Any) -> T:
    known = {field.name for field in fields(kind) if field.init}  # type: ignore[arg-type]  # always a dataclass here
    return kind(**{name: value for name, value in row._mapping.items() if name in known}, **others)


def to_columns(table: Table, entity: object) -> dict[str, Any]:
    return {name: getattr(entity, name) for name in table.c.keys() if hasattr(entity, name)}  # noqa: SIM118  # not a dict
