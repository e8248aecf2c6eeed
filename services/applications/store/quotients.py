"""What identity told of each member's quotients; the latest asked for wins."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as upsert

from services.applications.domain.applicant import Quotients
from services.applications.tables import QUOTIENTS
from services.kit.work import Work


class SqlQuotients:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def keep(self, quotients: Quotients, asked_at: datetime) -> None:
        rows = [
            {"member_id": quotients.member_id, "year": year, "amount": amount, "asked_at": asked_at}
            for year, amount in sorted(quotients.by_year.items())
        ]
        if not rows:
            return
        statement = upsert(QUOTIENTS).values(rows)
        statement = statement.on_conflict_do_update(
            index_elements=["member_id", "year"],
            set_={"amount": statement.excluded.amount, "asked_at": statement.excluded.asked_at},
            where=QUOTIENTS.c.asked_at < statement.excluded.asked_at,
        )
        self._session.execute(statement)
