"""How changes of establishment are kept: each row stays, made, planned or replaced."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from services.identity.domain.establishment_changes import EstablishmentChange
from services.identity.file_tables import ESTABLISHMENT_CHANGES
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work

_c = ESTABLISHMENT_CHANGES.c


class SqlEstablishmentChanges:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def add(self, change: EstablishmentChange) -> None:
        self._session.execute(sa.insert(ESTABLISHMENT_CHANGES).values(to_columns(ESTABLISHMENT_CHANGES, change)))
        self._work.record_all(change.events)

    def planned_of(self, member_id: UUID) -> list[EstablishmentChange]:
        wanted = sa.select(ESTABLISHMENT_CHANGES).where(_c.member_id == member_id, _c.state == "planned")
        rows = self._session.execute(wanted.order_by(_c.number))
        return [from_row(EstablishmentChange, row) for row in rows]

    def next_number(self, member_id: UUID) -> int:
        last = sa.select(sa.func.coalesce(sa.func.max(_c.number), 0)).where(_c.member_id == member_id)
        return int(self._session.scalar(last) or 0) + 1

    def last_made_from(self, member_id: UUID) -> date | None:
        made = sa.select(sa.func.max(_c.from_date)).where(_c.member_id == member_id, _c.state == "made")
        last: date | None = self._session.scalar(made)
        return last

    def members_due(self, today: date, limit: int) -> list[UUID]:
        due = sa.select(_c.member_id).where(_c.state == "planned", _c.from_date <= today)
        return list(self._session.scalars(due.order_by(_c.from_date, _c.id).limit(limit)))

    def save(self, change: EstablishmentChange) -> None:
        self._session.execute(
            sa.update(ESTABLISHMENT_CHANGES).where(_c.id == change.id).values(to_columns(ESTABLISHMENT_CHANGES, change))
        )
        self._work.record_all(change.events)
