from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.identity import Child, PutHousehold
from services.contracts.identity.refusals import ImplausibleBirthDate
from services.contracts.refusals import StaleVersion
from services.identity.handlers.put_household import put_household
from tests.unit.identity.fakes import NOW, Identity

NEW_YEAR_IN_PARIS = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
MEMBER = Actor(subject=str(uuid4()), portal="agent", roles=frozenset({Role.MEMBER}))


def test_a_household_seen_long_ago_does_not_overwrite_a_newer_one(identity: Identity) -> None:
    put_household(PutHousehold(expected_version=0), MEMBER, NOW, identity.households)
    with pytest.raises(StaleVersion):
        put_household(PutHousehold(expected_version=0), MEMBER, NOW, identity.households)


def test_a_child_who_is_not_born_yet_is_pointed_at(identity: Identity) -> None:
    children = [
        Child(given_name="Léa", birth_date=date(2020, 1, 1)),
        Child(given_name="Tom", birth_date=date(2026, 3, 3)),
    ]
    with pytest.raises(ImplausibleBirthDate) as refused:
        put_household(PutHousehold(children=children), MEMBER, NOW, identity.households)
    assert refused.value.errors[0].pointer == "/children/1/birth_date"


def test_a_child_of_new_year_s_day_is_born_when_it_is_that_day_in_paris(identity: Identity) -> None:
    born = PutHousehold(children=[Child(given_name="Léa", birth_date=date(2027, 1, 1))])
    put_household(born, MEMBER, NEW_YEAR_IN_PARIS, identity.households)
    assert identity.told.types() == ["household_changed"]
