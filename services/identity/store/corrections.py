"""How corrections are kept: each row stays, whatever became of it."""

from uuid import UUID

import sqlalchemy as sa

from services.contracts.identity.corrections import CorrectionField, UnknownCorrection
from services.identity.domain.corrections import Correction
from services.identity.file_tables import CORRECTIONS
from services.identity.store.reach import is_within_reach
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


class SqlCorrections:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def waits(self, member_id: UUID, wanted: CorrectionField) -> bool:
        c = CORRECTIONS.c
        asked = sa.exists().where(c.member_id == member_id, c.field == wanted, c.state == "asked")
        return bool(self._session.scalar(sa.select(asked)))

    def former_family_names(self, member_id: UUID) -> list[str]:
        c = CORRECTIONS.c
        names = sa.select(c.former).where(c.member_id == member_id, c.field == "family_name", c.state == "accepted")
        return [name for name in self._session.scalars(names.order_by(c.decided_at)) if name]

    def add(self, correction: Correction) -> None:
        self._session.execute(sa.insert(CORRECTIONS).values(to_columns(CORRECTIONS, correction)))
        self._work.record_all(correction.events)

    def get(self, correction_id: UUID) -> Correction:
        wanted = sa.select(CORRECTIONS).where(CORRECTIONS.c.id == correction_id).with_for_update()
        row = self._session.execute(wanted).first()
        if row is None or not is_within_reach(self._session, row.member_id, self._work.actor):
            raise UnknownCorrection("There is no such correction.")
        self._work.concerns(row.member_id)
        return from_row(Correction, row)

    def save(self, correction: Correction) -> None:
        self._session.execute(
            sa.update(CORRECTIONS).where(CORRECTIONS.c.id == correction.id).values(to_columns(CORRECTIONS, correction))
        )
        self._work.record_all(correction.events)
