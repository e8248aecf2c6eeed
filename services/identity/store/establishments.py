"""How establishments are kept, with the words they are found by."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.contracts.identity.refusals import EstablishmentAlreadyRegistered, UnknownEstablishment
from services.identity.domain.establishments import Establishment
from services.identity.tables import ESTABLISHMENTS
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work

_SIMPLE: sa.ColumnElement[str] = sa.literal_column("'simple'")
_WEIGHTS = ("A", "B", "C")


class SqlEstablishments:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def get(self, establishment_id: UUID) -> Establishment:
        row = self._session.execute(sa.select(ESTABLISHMENTS).where(ESTABLISHMENTS.c.id == establishment_id)).first()
        if row is None:
            raise UnknownEstablishment.at("/establishment_id", "This establishment is not known.")
        return from_row(Establishment, row)

    def regions(self) -> set[str]:
        return set(self._session.scalars(sa.select(ESTABLISHMENTS.c.region).distinct()))

    def add(self, establishment: Establishment) -> None:
        added = self._session.execute(
            insert(ESTABLISHMENTS)
            .values(
                **to_columns(ESTABLISHMENTS, establishment) | _vectors(establishment),
                search=sa.func.to_tsvector(_SIMPLE, establishment.search_text),
            )
            .on_conflict_do_nothing()
            .returning(ESTABLISHMENTS.c.id)
        ).first()
        if added is None:
            raise EstablishmentAlreadyRegistered("There is one of this name in this postal code.")

    def without_index(self, limit: int) -> list[Establishment]:
        missing = sa.select(ESTABLISHMENTS).where(ESTABLISHMENTS.c.grams.is_(None)).limit(limit)
        return [from_row(Establishment, row) for row in self._session.execute(missing.with_for_update())]

    def index(self, establishment: Establishment) -> None:
        mine = sa.update(ESTABLISHMENTS).where(ESTABLISHMENTS.c.id == establishment.id)
        self._session.execute(mine.values(**_vectors(establishment)))


def _vectors(establishment: Establishment) -> dict[str, Any]:
    weighed = [
        sa.func.setweight(sa.func.to_tsvector(_SIMPLE, text), sa.literal_column(f"'{weight}'"))
        for weight, text in zip(_WEIGHTS, establishment.found_by, strict=True)
    ]
    found_by = weighed[0].op("||")(weighed[1]).op("||")(weighed[2])
    return {"found_by": found_by, "grams": sa.func.to_tsvector(_SIMPLE, establishment.grams)}
