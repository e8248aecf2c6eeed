from datetime import date

import pytest

from services.contracts.identity import Child, PutHousehold
from services.contracts.identity.refusals import ImplausibleBirthDate
from services.contracts.refusals import StaleVersion
from tests.unit.identity.fakes import Identity
from tests.unit.identity.opening import NEW_YEAR_IN_PARIS, describe, is_camille


@pytest.fixture(autouse=True)
def camille(identity: Identity) -> None:
    is_camille(identity)


def test_a_household_seen_long_ago_does_not_overwrite_a_newer_one(identity: Identity) -> None:
    describe(identity, PutHousehold(expected_version=0))
    with pytest.raises(StaleVersion):
        describe(identity, PutHousehold(expected_version=0))


def test_a_child_who_is_not_born_yet_is_pointed_at(identity: Identity) -> None:
    children = [
        Child(given_name="Léa", birth_date=date(2020, 1, 1)),
        Child(given_name="Tom", birth_date=date(2026, 3, 3)),
    ]
    with pytest.raises(ImplausibleBirthDate) as refused:
        describe(identity, PutHousehold(children=children))
    assert refused.value.errors[0].pointer == "/children/1/birth_date"


def test_a_child_of_new_year_s_day_is_born_when_it_is_that_day_in_paris(identity: Identity) -> None:
    born = PutHousehold(children=[Child(given_name="Léa", birth_date=date(2027, 1, 1))])
    describe(identity, born, NEW_YEAR_IN_PARIS)
    assert identity.told.types() == ["household_changed"]
