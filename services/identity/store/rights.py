"""How the rights of a year are kept, with every change of them."""

from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.contracts.identity.refusals import UnknownRights
from services.identity.domain.rights import Change, Figures, Papers, Rights, as_it_was_sent
from services.identity.file_tables import RIGHTS, RIGHTS_CHANGES
from services.identity.store.reach import is_within_reach, region_of
from services.kit.database.counting import one_at_a_time
from services.kit.database.rows import from_row
from services.kit.work import Work


class SqlRightsRegister:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def get(self, member_id: UUID, year: int) -> Rights:
        one_at_a_time(self._session, f"rights of {member_id}")
        found = self._locked(RIGHTS.c.member_id == member_id, RIGHTS.c.year == year)
        rights = found or Rights(uuid4(), member_id, year)
        rights.region = region_of(self._session, member_id)
        return rights

    def by_id(self, rights_id: UUID) -> Rights:
        found = self._locked(RIGHTS.c.id == rights_id)
        if found is None or not is_within_reach(self._session, found.member_id, self._work.actor):
            raise UnknownRights("There are no such rights.")
        self._work.concerns(found.member_id)
        return found

    def _locked(self, *which: sa.ColumnElement[bool]) -> Rights | None:
        row = self._session.execute(sa.select(RIGHTS).where(*which).with_for_update()).first()
        if row is None:
            return None
        rights = from_row(Rights, row, figures=from_row(Figures, row), papers=from_row(Papers, row))
        if row.kept_opening != row.opened_at:
            self._keep([as_it_was_sent(rights)], rights.id)
        return rights

    def save(self, rights: Rights) -> None:
        if rights.changes:
            columns = {
                "member_id": rights.member_id,
                "year": rights.year,
                "id": rights.id,
                "opened_at": rights.opened_at,
                "kept_opening": rights.opened_at,
                "kept_state": rights.state,
                "kept_revision": rights.revision,
                "kept_version": rights.version,
                "reason": rights.reason,
                **_figures(rights.figures),
                **_papers(rights.papers),
            }
            self._session.execute(
                insert(RIGHTS)
                .values(columns)
                .on_conflict_do_update(index_elements=[RIGHTS.c.member_id, RIGHTS.c.year], set_=columns)
            )
            self._keep(rights.changes, rights.id)
            rights.changes = []
        self._work.record_all(rights.events)

    def _keep(self, changes: list[Change], rights_id: UUID) -> None:
        names = ("version", "revision", "state", "reason", "by", "actor_id", "at")
        rows = [
            {
                "rights_id": rights_id,
                **{name: getattr(change, name) for name in names},
                **_figures(change.figures),
                **_papers(change.papers),
            }
            for change in changes
        ]
        # What a version wrote that keeps no changes is kept by the first who finds it.
        self._session.execute(insert(RIGHTS_CHANGES).values(rows).on_conflict_do_nothing())


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "reference_tax_income": figures.reference_tax_income,
        "monthly_family_allowances": figures.monthly_family_allowances,
        "parts": figures.parts,
        "quotient": figures.quotient,
    }


def _papers(papers: Papers) -> dict[str, Any]:
    return {
        "tax_notice_document_id": papers.tax_notice_document_id,
        "allowances_document_id": papers.allowances_document_id,
        "notice_check": papers.notice_check,
    }
