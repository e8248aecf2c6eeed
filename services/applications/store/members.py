"""The end of what is kept of a member, and what outlasts it."""

from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from services.applications.domain.outlasting import GRANTED, keep_until
from services.applications.member_data import KEPT
from services.applications.tables import APPLICATIONS, KEPT_PAYMENTS
from services.kit.member_data import erase_member
from services.kit.work import Work


class SqlHeldOfMembers:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def keep_payments(self, member_id: UUID) -> None:
        c = APPLICATIONS.c
        granted = select(
            c.id.label("application_id"), c.member_id, c.cgos_number, c.benefit_code, c.amount, c.decided_at
        ).where(c.member_id == member_id, c.status.in_(GRANTED), c.amount.is_not(None))
        rows = [
            {**row, "keep_until": keep_until(row["decided_at"])} for row in self._session.execute(granted).mappings()
        ]
        if rows:
            self._session.execute(insert(KEPT_PAYMENTS).values(rows).on_conflict_do_nothing())

    def erase(self, member_id: UUID) -> None:
        erase_member(self._work, KEPT, member_id)

    def forget_payments(self, before: date) -> None:
        self._session.execute(delete(KEPT_PAYMENTS).where(KEPT_PAYMENTS.c.keep_until < before))
