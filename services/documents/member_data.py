"""What documents keeps of a member, table by table."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.documents.tables import accesses, documents, exports, holdings, paper_readings
from services.kit.member_data import Kept, owned_by, through

_KEYS = frozenset({"incoming_key", "kept_key", "check_due_at", "check_tries"})


def _ids(member_id: UUID) -> Any:
    mine = select(documents.c.id).where(documents.c.owner_id == member_id)
    return func.array(mine.scalar_subquery())


KEPT = (
    Kept(table=holdings, of=lambda member_id: holdings.c.document_ids.overlap(_ids(member_id))),
    Kept(
        table=accesses,
        of=owned_by(accesses.c.owner_id),
        hidden=frozenset({"idempotency_key"}),
        staff=frozenset({"reader_id"}),
    ),
    Kept(
        table=paper_readings,
        of=through(paper_readings.c.document_id, documents.c.id, documents.c.owner_id),
    ),
    Kept(table=exports, of=owned_by(exports.c.member_id), hidden=frozenset({"key", "due_at"})),
    Kept(table=documents, of=owned_by(documents.c.owner_id), hidden=_KEYS, marks=frozenset({"id"})),
)
OF_NO_MEMBER = {"leftovers": "keys of objects that are being removed, gone within the hour"}
