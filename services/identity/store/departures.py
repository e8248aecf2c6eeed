"""How departures are kept: each row stays, withdrawn or followed."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.contracts.identity.refusals import UnknownDeparture
from services.identity.domain.departures import Departure
from services.identity.file_tables import DEPARTURES
from services.kit.database.rows import from_row, to_columns
from services.kit.work import Work


class SqlDepartures:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def add(self, departure: Departure) -> None:
        self._session.execute(sa.insert(DEPARTURES).values(to_columns(DEPARTURES, departure)))
        self._work.concerns(departure.member_id)
        self._work.record_all(departure.events)

    def look_at(self, departure_id: UUID) -> Departure:
        return self._known(sa.select(DEPARTURES).where(DEPARTURES.c.id == departure_id))

    def get(self, departure_id: UUID) -> Departure:
        return self._known(sa.select(DEPARTURES).where(DEPARTURES.c.id == departure_id).with_for_update())

    def open_of(self, member_id: UUID) -> list[Departure]:
        c = DEPARTURES.c
        wanted = sa.select(DEPARTURES).where(c.member_id == member_id, c.state == "declared").order_by(c.id)
        return [from_row(Departure, row) for row in self._session.execute(wanted.with_for_update())]

    def save(self, departure: Departure) -> None:
        self._session.execute(
            sa.update(DEPARTURES).where(DEPARTURES.c.id == departure.id).values(to_columns(DEPARTURES, departure))
        )
        self._work.record_all(departure.events)

    def _known(self, statement: sa.Select[Any]) -> Departure:
        row = self._session.execute(statement).first()
        if row is None:
            raise UnknownDeparture("There is no such departure.")
        return from_row(Departure, row)
