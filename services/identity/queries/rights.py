"""The rights of each year, with the sentence that explains the quotient."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Language, Page
from services.contracts.identity import ListRights, RightsView
from services.contracts.identity.asked_by_services import KnownOpening
from services.contracts.identity.refusals import UnknownRights
from services.contracts.identity.rights import ListOpeningChanges, ListRightsChanges, RightsChangeView
from services.identity.domain.rights import Figures
from services.identity.file_tables import RIGHTS, RIGHTS_CHANGES
from services.identity.queries.wording import rights_explanation
from services.identity.store.reach import is_within_reach
from services.kit.database.paging import page_of
from services.kit.database.rows import from_row


def rights_view(row: sa.Row[Any], language: Language) -> RightsView:
    explanation = rights_explanation(from_row(Figures, row), row.quotient, language)
    return RightsView(**row._mapping, explanation=explanation)


def rights_of_year(session: Session, member_id: UUID, year: int, language: Language) -> RightsView | None:
    row = session.execute(sa.select(RIGHTS).where(RIGHTS.c.member_id == member_id, RIGHTS.c.year == year)).first()
    return rights_view(row, language) if row else None


def opened_rights(session: Session, member_id: UUID, year: int, language: Language) -> RightsView:
    row = session.execute(sa.select(RIGHTS).where(RIGHTS.c.member_id == member_id, RIGHTS.c.year == year)).one()
    return rights_view(row, language)


def rights_of_member(session: Session, query: ListRights, member_id: UUID, language: Language) -> Page[RightsView]:
    statement = sa.select(RIGHTS).where(RIGHTS.c.member_id == member_id)
    return page_of(
        session, statement, [RIGHTS.c.year], query, lambda row: rights_view(row, language), newest_first=True
    )


def changes_of_member(session: Session, query: ListRightsChanges, member_id: UUID) -> Page[RightsChangeView]:
    if _owner_of(session, query.rights_id) != member_id:
        raise UnknownRights("There are no such rights.")
    return _changes(session, query)


def changes_for_officer(session: Session, query: ListOpeningChanges, officer: Actor) -> Page[RightsChangeView]:
    owner = _owner_of(session, query.rights_id)
    if owner is None or not is_within_reach(session, owner, officer):
        raise UnknownRights("There are no such rights.")
    return _changes(session, query)


def _owner_of(session: Session, rights_id: UUID) -> UUID | None:
    return session.scalar(sa.select(RIGHTS.c.member_id).where(RIGHTS.c.id == rights_id))


def _changes(session: Session, query: ListRightsChanges | ListOpeningChanges) -> Page[RightsChangeView]:
    """With what a version wrote that keeps none: it stands there as it is now."""
    names = [name for name in RightsChangeView.model_fields if name not in ("by", "at")]
    kept = sa.select(*(RIGHTS_CHANGES.c[name] for name in names), RIGHTS_CHANGES.c.by, RIGHTS_CHANGES.c.at).where(
        RIGHTS_CHANGES.c.rights_id == query.rights_id
    )
    not_kept = sa.select(
        *(RIGHTS.c[name] for name in names), sa.literal("member").label("by"), RIGHTS.c.opened_at.label("at")
    ).where(RIGHTS.c.id == query.rights_id, RIGHTS.c.kept_opening.is_distinct_from(RIGHTS.c.opened_at))
    both = sa.union_all(kept, not_kept).subquery()
    order = [both.c.version]
    return page_of(
        session, sa.select(both), order, query, lambda row: RightsChangeView(**row._mapping), newest_first=True
    )


def quotients(session: Session, member_id: UUID) -> dict[int, Decimal]:
    known = sa.select(RIGHTS.c.year, RIGHTS.c.quotient).where(
        RIGHTS.c.member_id == member_id, RIGHTS.c.quotient.is_not(None), RIGHTS.c.state != "refused"
    )
    return {row.year: row.quotient for row in session.execute(known)}


def known_openings(session: Session, member_id: UUID) -> dict[int, KnownOpening]:
    c = RIGHTS.c
    rows = session.execute(sa.select(c.year, c.id, c.quotient, c.state, c.revision).where(c.member_id == member_id))
    return {
        row.year: KnownOpening(rights_id=row.id, quotient=row.quotient, state=row.state, revision=row.revision)
        for row in rows
    }
