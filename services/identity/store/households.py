"""How households are kept."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.contracts.identity import Child, Partner
from services.contracts.refusals import StaleVersion
from services.identity.domain.household import Household
from services.identity.file_tables import HOUSEHOLD_VERSIONS, HOUSEHOLDS
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


class SqlHouseholds:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session
        self._before: dict[UUID, dict[str, Any]] = {}

    def get(self, member_id: UUID) -> Household:
        row = self._session.execute(
            sa.select(HOUSEHOLDS).where(HOUSEHOLDS.c.member_id == member_id).with_for_update()
        ).first()
        if row is None:
            return Household(member_id)
        self._before[member_id] = dict(row._mapping)
        household = from_row(Household, row)
        household.partner = Partner.model_validate(row.partner) if row.partner else None
        household.children = [Child.model_validate(child) for child in row.children]
        return household

    def save(self, household: Household) -> None:
        seen, household.version = household.version, household.version + 1
        columns = {
            **to_columns(HOUSEHOLDS, household),
            "partner": household.partner.model_dump(mode="json") if household.partner else None,
            "children": [child.model_dump(mode="json") for child in household.children],
        }
        saved = self._session.execute(
            insert(HOUSEHOLDS)
            .values(columns)
            .on_conflict_do_update(
                index_elements=[HOUSEHOLDS.c.member_id], set_=columns, where=HOUSEHOLDS.c.version == seen
            )
            .returning(HOUSEHOLDS.c.version)
        ).first()
        if saved is None:
            raise StaleVersion("The household was told at the same moment from elsewhere.")
        if before := self._before.get(household.member_id):  # one that the version before wrote is in no history yet
            self._keep(before)
        self._keep({**columns, "holds_from": household.holds_from})
        self._work.record_all(household.events)

    def _keep(self, columns: dict[str, Any]) -> None:
        """Once: what is kept already stays."""
        kept = {**columns, "recorded_at": self._work.now}
        self._session.execute(insert(HOUSEHOLD_VERSIONS).values(kept).on_conflict_do_nothing())
