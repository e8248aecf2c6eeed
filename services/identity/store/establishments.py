"""How establishments are kept, with the words they are found by."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.contracts.identity import EstablishmentAlreadyRegistered, UnknownEstablishment
from services.identity.domain.establishments import Establishment
from services.identity.tables import ESTABLISHMENTS
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


class SqlEstablishments:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def get(self, establishment_id: UUID) -> Establishment:
        row = self._session.execute(sa.select(ESTABLISHMENTS).where(ESTABLISHMENTS.c.id == establishment_id)).first()
        if row is None:
            raise UnknownEstablishment.at("/establishment_id", "This establishment is not known.")
        return from_row(Establishment, row)

    def add(self, establishment: Establishment) -> None:
        added = self._session.execute(
            insert(ESTABLISHMENTS)
            .values(
                **to_columns(ESTABLISHMENTS, establishment),
                search=sa.func.to_tsvector(sa.literal_column("'simple'"), establishment.search_text),
            )
            .on_conflict_do_nothing()
            .returning(ESTABLISHMENTS.c.id)
        ).first()
        if added is None:
            raise EstablishmentAlreadyRegistered("There is one of this name in this postal code.")
