"""Each table of each service is in the copy that a member may have and goes with their erasure, or says why not
(docs/security.md 14)."""

from importlib import import_module
from typing import Any

import pytest

from deploy.native.blueprint import SERVICES
from services.contracts.identity import MemberErased
from services.kit.database.house_tables import metadata_with_house_tables
from services.kit.member_data import Kept

HOUSE = metadata_with_house_tables().tables.keys()
"""The kit sees to its own: saved replies are erased, events hold ids only."""

STAY = {
    "accounts": "id portal roles establishments regions cgos_number language created_at version",
    "erasures": "id member_id asked_at decided_at decided_by",
}
"""Of a row that an erasure writes over, the columns that say nothing of anybody."""

every_service = pytest.mark.parametrize("service", SERVICES)


def declared(service: str) -> tuple[tuple[Kept, ...], dict[str, str], Any]:
    told = import_module(f"services.{service}.member_data")
    return told.KEPT, told.OF_NO_MEMBER, import_module(f"services.{service}.tables").metadata


@every_service
def test_every_table_is_of_members_or_says_of_whom(service: str) -> None:
    kept, of_no_member, metadata = declared(service)
    named = [each.table.name for each in kept] + list(of_no_member)
    assert sorted(named) == sorted(metadata.tables.keys() - HOUSE)


@every_service
def test_a_row_goes_before_the_row_that_it_hangs_on(service: str) -> None:
    kept, _, _ = declared(service)
    place = {each.table.name: number for number, each in enumerate(kept)}
    for each in kept:
        parents = {key.column.table.name for key in each.table.foreign_keys} & place.keys() - {each.table.name}
        assert all(place[each.table.name] < place[parent] for parent in parents), each.table.name


@every_service
def test_what_is_hidden_or_blanked_is_there(service: str) -> None:
    for each in declared(service)[0]:
        assert each.hidden | each.staff | each.marks | each.blanked.keys() <= set(each.table.c.keys()), each.table.name


def test_a_column_of_a_row_that_stays_is_written_over_or_says_nothing_of_anybody() -> None:
    for service in SERVICES:
        for each in declared(service)[0]:
            if each.blanked:
                left = set(each.table.c.keys()) - each.blanked.keys()
                assert left == set(STAY[each.table.name].split()), each.table.name


def test_every_service_hears_of_an_erasure() -> None:
    assert MemberErased.subscribers == set(SERVICES) - {"identity"}
