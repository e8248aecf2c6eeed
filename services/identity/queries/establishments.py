"""Establishments, by id and by what people type."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.base import Page
from services.contracts.identity import EstablishmentView, ListEstablishments
from services.contracts.identity.refusals import UnknownEstablishment
from services.contracts.identity.staff import RegionsView
from services.identity.domain.establishments import grams, nearness, typed_words
from services.identity.tables import ESTABLISHMENTS
from services.kit.database.paging import page_of

SHOWN = [ESTABLISHMENTS.c[name] for name in ("id", "name", "kind", "city", "postal_code", "region")]

CANDIDATES = 200
"""Those that share the most letters in a row with what was typed; the others are not looked at."""
_SIMPLE: sa.ColumnElement[str] = sa.literal_column("'simple'")


def establishment_view(row: sa.Row[Any]) -> EstablishmentView:
    return EstablishmentView.model_validate(dict(row._mapping))


def establishment(session: Session, establishment_id: UUID) -> EstablishmentView:
    row = session.execute(sa.select(*SHOWN).where(ESTABLISHMENTS.c.id == establishment_id)).first()
    if row is None:
        raise UnknownEstablishment.at("/establishment_id", "This establishment is not known.")
    return establishment_view(row)


def establishments_of(session: Session, ids: set[UUID]) -> dict[UUID, EstablishmentView]:
    if not ids:
        return {}
    rows = session.execute(sa.select(*SHOWN).where(ESTABLISHMENTS.c.id.in_(ids)))
    return {row.id: establishment_view(row) for row in rows}


def regions(session: Session) -> RegionsView:
    named = sa.select(ESTABLISHMENTS.c.region).distinct().order_by(ESTABLISHMENTS.c.region)
    return RegionsView(regions=list(session.scalars(named)))


def establishments(session: Session, query: ListEstablishments) -> Page[EstablishmentView]:
    """Each word that was typed begins a word of the name, the town, the postal code or the region, or of what the
    establishment is also called; names first. Where none is found so, those whose words are nearly those."""
    typed = typed_words(query.q or "")
    by_name = [ESTABLISHMENTS.c.name, ESTABLISHMENTS.c.id]
    if not typed:
        return page_of(session, sa.select(*SHOWN), by_name, query, establishment_view)
    statement, rank = _found(typed)
    page = page_of(session, statement, [rank, *by_name], query, establishment_view)
    return page if page.items or query.cursor else Page(items=_nearly(session, typed, query.limit))


def _found(typed: list[str]) -> tuple[sa.Select[Any], sa.ColumnElement[int]]:
    wanted = sa.func.to_tsquery(_SIMPLE, " & ".join(f"{word}:*" for word in typed))
    weight = sa.func.ts_rank(ESTABLISHMENTS.c.found_by, wanted)
    rank = sa.cast(-1_000_000 * weight, sa.Integer).label("rank")
    return sa.select(*SHOWN, rank).where(ESTABLISHMENTS.c.found_by.bool_op("@@")(wanted)), rank


def _nearly(session: Session, typed: list[str], limit: int) -> list[EstablishmentView]:
    """One page of them: whoever reads on types again."""
    shared = grams(typed)
    wanted = sa.func.to_tsquery(_SIMPLE, " | ".join(sorted(shared)))
    some = sa.select(*SHOWN).where(ESTABLISHMENTS.c.grams.bool_op("@@")(wanted))
    most = some.order_by(sa.func.ts_rank(ESTABLISHMENTS.c.grams, wanted).desc()).limit(CANDIDATES)
    near = [(nearness(typed, f"{row.name} {row.city}"), row.name, row) for row in session.execute(most)]
    best = sorted((each for each in near if each[0]), key=lambda each: (-each[0], each[1]))
    return [establishment_view(row) for _, _, row in best[:limit]]
