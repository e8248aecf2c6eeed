"""The end of what is kept of a member."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.documents import tables
from services.documents.domain.document import Document, Leftover
from services.documents.domain.export import Export
from services.documents.member_data import KEPT
from services.documents.tables import document_of
from services.kit.database.rows import from_row
from services.kit.member_data import erase_member
from services.kit.work import Work


class SqlHeldOfMembers:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def documents(self, member_id: UUID) -> list[Document]:
        mine = select(tables.documents).where(tables.documents.c.owner_id == member_id).with_for_update()
        return [document_of(row) for row in self._session.execute(mine)]

    def exports(self, member_id: UUID) -> list[Export]:
        mine = select(tables.exports).where(tables.exports.c.member_id == member_id).with_for_update()
        return [from_row(Export, row) for row in self._session.execute(mine)]

    def leave_behind(self, leftovers: Sequence[Leftover]) -> None:
        rows = [{"key": each.key, "due_at": each.due_at} for each in leftovers]
        if rows:
            self._session.execute(insert(tables.leftovers).values(rows).on_conflict_do_nothing())

    def erase(self, member_id: UUID) -> None:
        erase_member(self._work, KEPT, member_id)
