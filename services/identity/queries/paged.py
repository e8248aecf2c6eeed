"""One page by keyset, ascending or descending, of any of identity's lists."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from services.contracts.base import Page, PageQuery, View
from services.kit.database.paging import BadCursor, decode_cursor, encode_cursor

V = TypeVar("V", bound=View)


def page_of(
    session: Session,
    statement: sa.Select[Any],
    order: Sequence[sa.ColumnElement[Any]],
    query: PageQuery[Any],
    view: Callable[[sa.Row[Any]], V],
    *,
    newest_first: bool = False,
) -> Page[V]:
    """`order`: columns that the statement selects, the last of them unique."""
    statement = statement.order_by(*(column.desc() if newest_first else column for column in order))
    if query.cursor:
        seen = sa.tuple_(*_values(query.cursor, order))
        here = sa.tuple_(*order)
        statement = statement.where(here < seen if newest_first else here > seen)
    rows = _rows(session, statement.limit(query.limit + 1))
    shown = rows[: query.limit]
    last = [shown[-1]._mapping[column] for column in order] if len(rows) > query.limit else None
    return Page(items=[view(row) for row in shown], next_cursor=encode_cursor(last) if last else None)


def _values(cursor: str, order: Sequence[sa.ColumnElement[Any]]) -> list[sa.ColumnElement[Any]]:
    values = decode_cursor(cursor, kinds=[column.type.python_type for column in order])
    return [sa.literal(value, column.type) for value, column in zip(values, order, strict=True)]


def _rows(session: Session, statement: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
    try:
        return session.execute(statement).all()
    except DataError:
        raise BadCursor.at("/cursor", "this cursor does not come from this list") from None
