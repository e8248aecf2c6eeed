"""What identity told of each member's quotients; the latest asked for wins."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as upsert

from services.applications.domain.opening import Opening
from services.applications.tables import QUOTIENTS
from services.kit.work import Work


class SqlQuotients:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def keep(self, member_id: UUID, openings: Mapping[int, Opening], asked_at: datetime) -> None:
        rows = [
            {
                "member_id": member_id,
                "year": year,
                "amount": opening.told,
                "state": opening.state,
                "revision": opening.revision,
                "rights_id": opening.rights_id,
                "asked_at": asked_at,
            }
            for year, opening in sorted(openings.items())
        ]
        if not rows:
            return
        statement = upsert(QUOTIENTS).values(rows)
        statement = statement.on_conflict_do_update(
            index_elements=["member_id", "year"],
            set_={name: statement.excluded[name] for name in ("amount", "state", "revision", "rights_id", "asked_at")},
            where=QUOTIENTS.c.asked_at < statement.excluded.asked_at,
        )
        self._session.execute(statement)
