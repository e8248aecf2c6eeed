"""A member tells where they work from a day on; an establishment says who has left it."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.identity.departures import DeclareDeparture, WithdrawDeparture
from services.contracts.identity.establishment_changes import ChangeEstablishment
from services.contracts.identity.refusals import (
    ChangeDateOutOfRange,
    DepartureAlreadyDeclared,
    DepartureDateOutOfRange,
    DepartureOver,
    NotOneOfYours,
    SameEstablishment,
    UnknownDeparture,
    UnknownEstablishment,
)
from services.contracts.refusals import StaleVersion
from services.identity.domain.accounts import Account
from services.identity.domain.banners import banners_of
from services.identity.domain.departures import Departure
from services.identity.domain.establishment_changes import EstablishmentChange
from services.identity.handlers.change_establishment import change_establishment
from services.identity.handlers.declare_departure import declare_departure
from services.identity.handlers.make_due_establishment_changes import make_due_establishment_changes
from services.identity.handlers.withdraw_departure import withdraw_departure
from tests.unit.identity.fakes import NOW, Identity, InMemoryEstablishments
from tests.unit.identity.life import InMemoryDepartures, InMemoryEstablishmentChanges
from tests.unit.identity.people import a_member, an_establishment

HERE, THERE, FAR = an_establishment(), an_establishment("CHU de Valmont"), an_establishment("CH de Rives")
TODAY = NOW.date()


class Life:
    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.changes = InMemoryEstablishmentChanges(identity.told)
        self.departures = InMemoryDepartures(identity.told)
        self.places = InMemoryEstablishments(HERE, THERE, FAR)
        self.stores = identity.accounts, self.departures, self.places
        member = a_member(establishment_id=HERE.id)
        identity.accounts.add(member)
        self.member_id = member.id

    @property
    def member(self) -> Account:
        return self.identity.accounts.get(self.member_id)

    def changes_to(self, establishment_id: UUID, day: date = TODAY, version: int | None = None) -> EstablishmentChange:
        command = ChangeEstablishment(establishment_id=establishment_id, from_date=day, expected_version=version)
        stores = self.identity.accounts, self.places, self.changes, self.departures
        return change_establishment(command, uuid4(), self.member.actor(), self.identity.clock.now, *stores)

    def day_comes(self, day: date) -> None:
        self.identity.clock.now = NOW + (day - TODAY)
        make_due_establishment_changes(self.identity.clock.now, self.identity.accounts, self.changes)

    def leaves(self, by: Actor, day: date = TODAY, number: str | None = None) -> Departure:
        command = DeclareDeparture(cgos_number=number or self.member.cgos_number or "", left_on=day)
        return declare_departure(command, uuid4(), by, NOW, *self.stores)

    def withdraws(self, by: Actor, departure: Departure) -> None:
        command = WithdrawDeparture(departure_id=departure.id)
        withdraw_departure(command, by, NOW, *self.stores)


@pytest.fixture
def life(identity: Identity) -> Life:
    return Life(identity)


def correspondent(*establishments: UUID) -> Actor:
    return Actor(str(uuid4()), "staff", frozenset({Role.ESTABLISHMENT}), frozenset(establishments))


@pytest.mark.parametrize("back", [0, 1, 90])
def test_a_change_of_today_or_before_is_made_at_once(back: int, life: Life) -> None:
    change = life.changes_to(THERE.id, TODAY - timedelta(days=back))
    assert (change.state, life.member.establishment_id) == ("made", THERE.id)
    (told,) = [each for each in life.identity.told if each.event_type() == "establishment_changed"]
    assert told.model_dump()["former_establishment_id"] == HERE.id


def test_a_change_of_a_day_to_come_is_made_on_that_day_in_paris(life: Life) -> None:
    day = TODAY + timedelta(days=180)
    assert life.changes_to(THERE.id, day).state == "planned"
    life.day_comes(day - timedelta(days=1))
    assert life.member.establishment_id == HERE.id
    assert life.identity.told.types() == []
    life.day_comes(day)
    life.day_comes(day)
    assert life.member.establishment_id == THERE.id
    assert life.identity.told.types() == ["establishment_changed"]


def test_what_was_planned_is_replaced_and_stays_in_the_history(life: Life) -> None:
    first = life.changes_to(THERE.id, TODAY + timedelta(days=20))
    life.changes_to(FAR.id, TODAY + timedelta(days=30))
    life.day_comes(TODAY + timedelta(days=31))
    assert life.member.establishment_id == FAR.id
    assert life.changes.known[first.id].state == "replaced"


@pytest.mark.parametrize("days", [-91, 181])
def test_a_day_too_far_off_is_refused_with_the_days_that_are_not(days: int, life: Life) -> None:
    with pytest.raises(ChangeDateOutOfRange) as refused:
        life.changes_to(THERE.id, TODAY + timedelta(days=days))
    assert refused.value.facts == {"first": TODAY - timedelta(days=90), "last": TODAY + timedelta(days=180)}


def test_a_change_is_not_told_from_before_the_one_that_was_made_last(life: Life) -> None:
    life.changes_to(THERE.id, TODAY - timedelta(days=10))
    with pytest.raises(ChangeDateOutOfRange):
        life.changes_to(FAR.id, TODAY - timedelta(days=11))


def test_the_same_establishment_an_unknown_one_and_a_file_that_changed_are_refused(life: Life) -> None:
    with pytest.raises(SameEstablishment):
        life.changes_to(HERE.id)
    with pytest.raises(UnknownEstablishment):
        life.changes_to(uuid4())
    seen = life.member.version
    life.changes_to(THERE.id, TODAY + timedelta(days=1), version=seen)
    with pytest.raises(StaleVersion):
        life.changes_to(FAR.id, version=seen)


def test_a_departure_is_said_until_the_member_tells_where_they_work(life: Life) -> None:
    departure = life.leaves(correspondent(HERE.id), TODAY)
    assert (life.member.departed_on, banners_of(life.member)) == (TODAY, ["file_to_update"])
    life.changes_to(THERE.id, TODAY + timedelta(days=30))
    assert (life.member.departed_on, banners_of(life.member)) == (None, [])
    assert life.departures.known[departure.id].state == "followed"
    with pytest.raises(DepartureOver):
        life.withdraws(correspondent(HERE.id), departure)


def test_a_departure_that_was_a_mistake_is_taken_back_once_and_may_be_declared_again(life: Life) -> None:
    departure = life.leaves(correspondent(HERE.id))
    with pytest.raises(UnknownDeparture):
        life.withdraws(correspondent(THERE.id), departure)
    life.withdraws(correspondent(HERE.id), departure)
    assert banners_of(life.member) == []
    with pytest.raises(DepartureOver):
        life.withdraws(correspondent(HERE.id), departure)
    life.leaves(correspondent(HERE.id))
    with pytest.raises(DepartureAlreadyDeclared):
        life.leaves(correspondent(HERE.id))


def test_a_number_of_another_establishment_and_one_of_nobody_are_answered_alike(life: Life) -> None:
    unknown = []
    for by, number in ((correspondent(THERE.id), None), (correspondent(HERE.id), "00000000")):
        with pytest.raises(NotOneOfYours) as refused:
            life.leaves(by, number=number)
        unknown.append(refused.value.to_wire())
    assert unknown[0] == unknown[1]


@pytest.mark.parametrize("days", [-367, 91])
def test_a_departure_too_far_off_is_refused(days: int, life: Life) -> None:
    with pytest.raises(DepartureDateOutOfRange):
        life.leaves(correspondent(HERE.id), TODAY + timedelta(days=days))
