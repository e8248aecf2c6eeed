"""Pages by keyset."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from services.kit.database.paging import BadCursor, decode_cursor, encode_cursor


def after(cursor: str) -> tuple[datetime, UUID]:
    """Raises BadCursor."""
    instant, row_id = decode_cursor(cursor, length=2)
    if not isinstance(instant, datetime) or not isinstance(row_id, UUID) or instant.tzinfo is None:
        raise BadCursor.at("/cursor", "this cursor does not come from this list")
    return instant, row_id


def next_cursor(rows: Sequence[RowMapping], limit: int, *keys: str) -> str | None:
    """`rows`: one more than the page where there is a next one."""
    if len(rows) <= limit:
        return None
    last: Any = rows[limit - 1]
    return encode_cursor([last[key] for key in keys])
