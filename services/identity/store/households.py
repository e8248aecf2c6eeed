"""How households, and the rights opened from them, are kept."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.contracts.identity import Child, Partner
from services.contracts.refusals import StaleVersion
from services.identity.domain.household import Household
from services.identity.domain.rights import Rights
from services.identity.tables import HOUSEHOLDS, RIGHTS
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


class SqlHouseholds:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def get(self, member_id: UUID) -> Household:
        row = self._session.execute(
            sa.select(HOUSEHOLDS).where(HOUSEHOLDS.c.member_id == member_id).with_for_update()
        ).first()
        if row is None:
            return Household(member_id)
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
        self._work.record_all(household.events)


class SqlRightsRegister:
    def __init__(self, work: Work) -> None:
        self._work = work

    def put(self, rights: Rights) -> None:
        columns = to_columns(RIGHTS, rights)
        self._work.session.execute(
            insert(RIGHTS)
            .values(columns)
            .on_conflict_do_update(index_elements=[RIGHTS.c.member_id, RIGHTS.c.year], set_=columns)
        )
        self._work.record_all(rights.events)
