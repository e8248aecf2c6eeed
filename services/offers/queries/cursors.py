from datetime import date
from uuid import UUID

from services.kit.database.paging import BadCursor, CursorValue, decode_cursor


def last_seen(cursor: str, kind: type[date]) -> tuple[CursorValue, UUID]:
    match decode_cursor(cursor, length=2):
        case (at, UUID() as last_id) if type(at) is kind:
            return at, last_id
    raise BadCursor.at("/cursor", "this cursor does not come from this list")
