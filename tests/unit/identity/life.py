"""Corrections, changes of establishment and departures by hand, for the tests of what a member's life brings."""

from copy import deepcopy
from datetime import date
from uuid import UUID

from services.contracts.identity.corrections import CorrectionField, UnknownCorrection
from services.contracts.identity.refusals import UnknownDeparture
from services.identity.domain.corrections import Correction
from services.identity.domain.departures import Departure
from services.identity.domain.establishment_changes import EstablishmentChange
from tests.unit.identity.fakes import Told


class InMemoryCorrections:
    def __init__(self, told: Told) -> None:
        self.known: dict[UUID, Correction] = {}
        self._told = told

    def waits(self, member_id: UUID, wanted: CorrectionField) -> bool:
        mine = (one for one in self.known.values() if one.member_id == member_id)
        return any((one.field, one.state) == (wanted, "asked") for one in mine)

    def former_family_names(self, member_id: UUID) -> list[str]:
        mine = [one for one in self.known.values() if one.member_id == member_id and one.state == "accepted"]
        return [one.former for one in mine if one.field == "family_name" and one.former]

    def add(self, correction: Correction) -> None:
        self.save(correction)

    def get(self, correction_id: UUID) -> Correction:
        if correction_id not in self.known:
            raise UnknownCorrection
        return deepcopy(self.known[correction_id])

    def save(self, correction: Correction) -> None:
        self._told.take(correction)
        self.known[correction.id] = correction


class InMemoryEstablishmentChanges:
    def __init__(self, told: Told) -> None:
        self.known: dict[UUID, EstablishmentChange] = {}
        self._told = told

    def add(self, change: EstablishmentChange) -> None:
        self.save(change)

    def planned_of(self, member_id: UUID) -> list[EstablishmentChange]:
        mine = (one for one in self.known.values() if one.member_id == member_id)
        return [deepcopy(one) for one in mine if one.state == "planned"]

    def next_number(self, member_id: UUID) -> int:
        return 1 + sum(one.member_id == member_id for one in self.known.values())

    def last_made_from(self, member_id: UUID) -> date | None:
        mine = (one for one in self.known.values() if one.member_id == member_id)
        return max((one.from_date for one in mine if one.state == "made"), default=None)

    def members_due(self, today: date, limit: int) -> list[UUID]:
        return [one.member_id for one in self.known.values() if one.is_due(today)][:limit]

    def save(self, change: EstablishmentChange) -> None:
        self._told.take(change)
        self.known[change.id] = change


class InMemoryDepartures:
    def __init__(self, told: Told) -> None:
        self.known: dict[UUID, Departure] = {}
        self._told = told

    def add(self, departure: Departure) -> None:
        self.save(departure)

    def get(self, departure_id: UUID) -> Departure:
        if departure_id not in self.known:
            raise UnknownDeparture
        return deepcopy(self.known[departure_id])

    look_at = get

    def open_of(self, member_id: UUID) -> list[Departure]:
        mine = (one for one in self.known.values() if one.member_id == member_id)
        return [deepcopy(one) for one in mine if one.state == "declared"]

    def save(self, departure: Departure) -> None:
        self._told.take(departure)
        self.known[departure.id] = departure
