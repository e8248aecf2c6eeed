"""Between a row and a dataclass whose fields bear the names of the columns."""

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Row, RowMapping, Table

T = TypeVar("T")


def from_row(kind: type[T], row: Row[Any] | RowMapping, **others: Any) -> T:
    """`others`: the fields that no column holds as they are."""
    columns = row if isinstance(row, RowMapping) else row._mapping
    known = {field.name for field in fields(kind) if field.init}  # type: ignore[arg-type]  # always a dataclass here
    return kind(**{name: value for name, value in columns.items() if name in known} | others)


def to_columns(table: Table, entity: object) -> dict[str, Any]:
    """The columns that the entity has a field for; the others are the caller's."""
    return {name: getattr(entity, name) for name in table.c.keys() if hasattr(entity, name)}  # noqa: SIM118  # not a dict
