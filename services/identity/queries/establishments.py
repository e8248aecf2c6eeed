"""Establishments, by id and by the beginnings of words."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.base import Page
from services.contracts.identity import EstablishmentView, ListEstablishments, UnknownEstablishment
from services.identity.domain.folding import words
from services.identity.tables import ESTABLISHMENTS
from services.kit.database.paging import page_of

SHOWN = [ESTABLISHMENTS.c[name] for name in ("id", "name", "kind", "city", "postal_code", "region")]


def establishment_view(row: sa.Row[Any]) -> EstablishmentView:
    return EstablishmentView.model_validate(dict(row._mapping))


def establishment(session: Session, establishment_id: UUID) -> EstablishmentView:
    row = session.execute(sa.select(*SHOWN).where(ESTABLISHMENTS.c.id == establishment_id)).first()
    if row is None:
        raise UnknownEstablishment.at("/establishment_id", "This establishment is not known.")
    return establishment_view(row)


def establishments(session: Session, query: ListEstablishments) -> Page[EstablishmentView]:
    """Each word that was typed begins a word of the name, the city, the postal code or the region, accents or not."""
    statement = sa.select(*SHOWN)
    if typed := words(query.q or ""):
        beginnings = " & ".join(f"{word}:*" for word in typed)
        wanted = sa.func.to_tsquery(sa.literal_column("'simple'"), beginnings)
        statement = statement.where(ESTABLISHMENTS.c.search.bool_op("@@")(wanted))
    return page_of(session, statement, [ESTABLISHMENTS.c.name, ESTABLISHMENTS.c.id], query, establishment_view)
