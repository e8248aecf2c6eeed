"""Lists by keyset: a page begins after the sort values of the last row that was seen, which are its cursor."""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

import orjson
import sqlalchemy as sa
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from services.contracts.base import Page, PageQuery, View
from services.contracts.refusals import BadCursor

__all__ = ["BadCursor", "CursorValue", "decode_cursor", "encode_cursor", "page_across", "page_of"]

V = TypeVar("V", bound=View)

CursorValue = str | int | bool | datetime | date | Decimal | UUID | None

_TAGS: dict[type, str] = {datetime: "t", date: "d", Decimal: "n", UUID: "u"}


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("no instant without its offset")
    return instant.astimezone(UTC)  # OverflowError where the year 9999 or 1 is left on the way: no driver reads that


_READERS: dict[str, Callable[[str], CursorValue]] = {
    "t": _instant,
    "d": date.fromisoformat,
    "n": Decimal,
    "u": UUID,
}


def encode_cursor(values: Sequence[CursorValue]) -> str:
    tagged = [[_TAGS[type(value)], str(value)] if type(value) in _TAGS else value for value in values]
    return base64.urlsafe_b64encode(orjson.dumps(tagged)).rstrip(b"=").decode()


def decode_cursor(
    cursor: str, *, length: int | None = None, kinds: Sequence[type] | None = None
) -> tuple[CursorValue, ...]:
    """The values, each of the type it had. `length`: how many this list sorts by, `kinds`: the type of each.
    Raises BadCursor: anybody can write one, and none may reach the database with values that its columns do not take.
    """
    try:
        tagged = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = tuple(_READERS[value[0]](value[1]) if isinstance(value, list) else value for value in tagged)
    except (binascii.Error, ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        raise _not_ours() from None
    if length is not None and len(values) != length:
        raise _not_ours()
    if kinds is not None and [type(value) for value in values] != list(kinds):
        raise _not_ours()
    if any(isinstance(value, str) and "\0" in value for value in values):
        raise _not_ours()
    return values


def page_of(
    session: Session,
    statement: sa.Select[Any],
    order: Sequence[sa.ColumnElement[Any]],
    query: PageQuery[Any],
    view: Callable[[sa.Row[Any]], V],
    *,
    newest_first: bool = False,
) -> Page[V]:
    """`order`: columns that the statement selects, the last of them unique; all descending with `newest_first`.
    Raises BadCursor."""
    statement = statement.order_by(*(column.desc() if newest_first else column for column in order))
    if query.cursor:
        here, seen = sa.tuple_(*order), sa.tuple_(*_values(query.cursor, order))
        statement = statement.where(here < seen if newest_first else here > seen)
    try:
        rows = session.execute(statement.limit(query.limit + 1)).all()
    except DataError:
        if query.cursor is None:
            raise
        raise _not_ours() from None  # a number that the column is too small for
    shown = rows[: query.limit]
    last = [shown[-1]._mapping[column] for column in order] if len(rows) > query.limit else None
    return Page(items=[view(row) for row in shown], next_cursor=encode_cursor(last) if last else None)


def page_across(
    session: Session,
    lists: Sequence[tuple[sa.Select[Any], "sa.ColumnElement[str]"]],
    query: PageQuery[Any],
    view: Callable[[int, sa.Row[Any]], V],
) -> Page[V]:
    """Of several lists, one after the other: each a statement with its key, a text that is another in each row. `view`
    is told which list. Raises BadCursor."""
    first, seen = 0, ""
    if query.cursor:
        place, last = decode_cursor(query.cursor, kinds=(int, str))
        first, seen = int(str(place)), str(last)
    items: list[V] = []
    for number in range(max(0, first), len(lists)):
        statement, key = lists[number]
        room = query.limit - len(items)
        found = statement.add_columns(key.label("_key")).where(key > seen).order_by(key).limit(room)
        rows = session.execute(found).all()
        items += [view(number, row) for row in rows]
        if len(rows) == room:
            return Page(items=items, next_cursor=encode_cursor([number, rows[-1]._mapping["_key"]]))
        seen = ""
    return Page(items=items)


def _values(cursor: str, order: Sequence[sa.ColumnElement[Any]]) -> list[sa.ColumnElement[Any]]:
    values = decode_cursor(cursor, kinds=[column.type.python_type for column in order])
    return [sa.literal(value, column.type) for value, column in zip(values, order, strict=True)]


def _not_ours() -> BadCursor:
    return BadCursor.at("/cursor", "this cursor does not come from this list")
