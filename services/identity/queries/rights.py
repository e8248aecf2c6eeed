"""The rights of each year, with the sentence that explains the quotient."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.base import Language, Page
from services.contracts.identity import ListRights, RightsView
from services.identity.domain.rights import Rights
from services.identity.queries.wording import rights_explanation
from services.identity.tables import RIGHTS
from services.kit.database.paging import page_of


def rights_view(row: sa.Row[Any], language: Language) -> RightsView:
    """The quotient is the one kept, whatever the rule becomes later."""
    rights = Rights(
        row.member_id,
        row.year,
        row.reference_tax_income,
        row.monthly_family_allowances,
        row.parts,
        row.tax_notice_document_id,
        row.opened_at,
    )
    rights.quotient = row.quotient
    return RightsView(**row._mapping, explanation=rights_explanation(rights, language))


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


def quotients(session: Session, member_id: UUID) -> dict[int, Decimal]:
    known = sa.select(RIGHTS.c.year, RIGHTS.c.quotient).where(
        RIGHTS.c.member_id == member_id, RIGHTS.c.quotient.is_not(None)
    )
    return {row.year: row.quotient for row in session.execute(known)}
