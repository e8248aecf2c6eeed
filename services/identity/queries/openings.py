"""Members' rights as officers see them: the queue, and one opening beside its papers."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Language, Page
from services.contracts.identity.refusals import UnknownRights
from services.contracts.identity.rights import ListOpenings, OpeningView
from services.identity.domain.rights import Figures
from services.identity.file_tables import HOUSEHOLDS, RIGHTS
from services.identity.queries.wording import rights_explanation
from services.identity.store.reach import within_reach
from services.identity.tables import ACCOUNTS, ESTABLISHMENTS
from services.kit.database.paging import page_of
from services.kit.database.rows import from_row

_OPENINGS = (
    sa.select(
        RIGHTS,
        ACCOUNTS.c.family_name,
        ACCOUNTS.c.given_name,
        ACCOUNTS.c.cgos_number,
        ACCOUNTS.c.portal,
        ESTABLISHMENTS.c.name.label("establishment_name"),
        sa.func.coalesce(sa.func.json_array_length(HOUSEHOLDS.c.children), 0).label("children"),
    )
    .join(ACCOUNTS, ACCOUNTS.c.id == RIGHTS.c.member_id)
    .join(ESTABLISHMENTS, ESTABLISHMENTS.c.id == ACCOUNTS.c.establishment_id)
    .outerjoin(HOUSEHOLDS, HOUSEHOLDS.c.member_id == RIGHTS.c.member_id)
)


def openings(session: Session, query: ListOpenings, actor: Actor, language: Language) -> Page[OpeningView]:
    statement = _OPENINGS.where(within_reach(actor))
    if query.state:
        statement = statement.where(RIGHTS.c.state == query.state)
    return page_of(session, statement, [RIGHTS.c.opened_at, RIGHTS.c.id], query, lambda row: _view(row, language))


def opening(session: Session, rights_id: UUID, actor: Actor, language: Language) -> OpeningView:
    row = session.execute(_OPENINGS.where(RIGHTS.c.id == rights_id, within_reach(actor))).first()
    if row is None:
        raise UnknownRights("There are no such rights.")
    return _view(row, language)


def _view(row: sa.Row[Any], language: Language) -> OpeningView:
    name = f"{row.given_name} {row.family_name}"
    explanation = rights_explanation(from_row(Figures, row), row.quotient, language)
    return OpeningView(**row._mapping, applicant_name=name, explanation=explanation)
