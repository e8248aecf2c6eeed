from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from services.kit.database.paging import encode_cursor


def cursor_after(rows: Sequence[Row[Any]], limit: int, sorted_by: str) -> str | None:
    if len(rows) <= limit:
        return None
    last = rows[limit - 1]
    return encode_cursor((getattr(last, sorted_by), last.id))
