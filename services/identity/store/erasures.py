"""How requests for erasure are kept, and what is erased."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.contracts.identity import MemberErased
from services.contracts.identity.erasure import UnknownErasure
from services.identity.domain.erasure import Erasure
from services.identity.file_tables import ERASURES
from services.identity.member_data import KEPT
from services.identity.store.reach import is_within_reach
from services.identity.tables import ACCOUNTS
from services.kit.database.counting import one_at_a_time
from services.kit.database.rows import from_row, to_columns
from services.kit.member_data import erase_member
from services.kit.work import Work


class SqlErasures:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def get(self, erasure_id: UUID) -> Erasure:
        row = self._session.execute(
            sa.select(ERASURES).where(ERASURES.c.id == erasure_id).with_for_update()
        ).one_or_none()
        if row is None or not is_within_reach(self._session, row.member_id, self._work.actor):
            raise UnknownErasure("There is no such request.")
        self._work.concerns(row.member_id)
        return from_row(Erasure, row)

    def latest_of(self, member_id: UUID) -> Erasure | None:
        one_at_a_time(self._session, f"erasure of {member_id}")
        theirs = sa.select(ERASURES).where(ERASURES.c.member_id == member_id)
        latest = theirs.order_by(ERASURES.c.asked_at.desc(), ERASURES.c.id.desc()).limit(1)
        row = self._session.execute(latest.with_for_update()).one_or_none()
        return None if row is None else from_row(Erasure, row)

    def due(self, now: datetime, limit: int) -> list[UUID]:
        e = ERASURES.c
        due = sa.select(e.member_id).where(e.state == "accepted", e.due_at <= now).order_by(e.due_at).limit(limit)
        return list(self._session.scalars(due.with_for_update(skip_locked=True)))

    def erase(self, member_id: UUID) -> None:
        """Here, and by the event everywhere else. Again, it does it again."""
        self._session.execute(sa.select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == member_id).with_for_update())
        erase_member(self._work, KEPT, member_id)
        self._work.record(MemberErased(member_id=member_id))

    def save(self, erasure: Erasure) -> None:
        values = to_columns(ERASURES, erasure)
        upsert = insert(ERASURES).values(values)
        self._session.execute(upsert.on_conflict_do_update(index_elements=["id"], set_=values))
        self._work.record_all(erasure.events)
