from datetime import date
from decimal import Decimal

import pytest

from services.contracts.identity import Child, PutHousehold
from services.contracts.identity.refusals import (
    ImplausibleChildren,
    ImplausibleParts,
)
from services.identity.domain.household import Household
from services.identity.domain.plausibility import most_parts
from tests.unit.identity.fakes import Identity
from tests.unit.identity.opening import MEMBER, describe, is_camille, notice, open_for, refused


@pytest.fixture(autouse=True)
def camille(identity: Identity) -> None:
    is_camille(identity)


def household(situation: str, children: str = "", partner: str | None = None) -> PutHousehold:
    """`children`: a letter each, a d for one that is disabled."""
    each = [{"birth_date": date(2015, 1, 1), "disabled": letter == "d"} for letter in children]
    told = {"family_situation": situation, "children": each, "partner": {"given_name": partner} if partner else None}
    return PutHousehold.model_validate(told)


@pytest.mark.parametrize(
    ("told", "most"),
    [
        (None, "5"),
        (household("single"), "2"),
        (household("couple"), "3"),
        (household("single", partner="Sam"), "3"),
        (household("single", "c"), "3"),
        (household("couple", "ccc"), "5"),
        (household("separated", "d"), "3.5"),
        (household("widowed", "c"), "3.5"),
        (household("couple", "cccd"), "6.5"),
    ],
)
def test_a_household_has_no_more_parts_than_it_can_have(
    identity: Identity, told: PutHousehold | None, most: str
) -> None:
    if told:
        describe(identity, told)
    assert most_parts(identity.households.get(MEMBER.id)) == Decimal(most)
    too_many = str(Decimal(most) + Decimal("0.25"))
    why = refused(ImplausibleParts, identity, reference_tax_income="24000", parts=too_many)
    assert (why.errors[0].pointer, Decimal(why.facts["most"])) == ("/parts", Decimal(most))
    assert open_for(identity, reference_tax_income="24000", parts=most).state == "declared"


def test_verified_parts_are_taken_as_they_are(identity: Identity) -> None:
    assert open_for(identity, notice("verified", parts="9")).figures.parts == Decimal(9)


def put(told: PutHousehold, **others: object) -> PutHousehold:
    return told.model_copy(update=others)


def test_a_household_is_not_told_with_more_parts_than_openings_take(identity: Identity) -> None:
    for told, most in ((household("single"), "2"), (household("couple", "ccc"), "5")):
        too_many = put(told, parts=Decimal(most) + Decimal("0.25"))
        with pytest.raises(ImplausibleParts) as why:
            describe(identity, too_many)
        assert (why.value.errors[0].pointer, Decimal(why.value.facts["most"])) == ("/parts", Decimal(most))
        describe(identity, put(told, parts=Decimal(most)))
    with pytest.raises(ImplausibleParts):  # nor those that another household left
        describe(identity, put(household("single"), parts=Decimal(5)))


def test_the_parts_of_a_settled_notice_are_told_again_as_they_are(identity: Identity) -> None:
    open_for(identity, notice("verified", parts="9"))
    describe(identity, put(household("single", "c"), parts=Decimal(9)))
    with pytest.raises(ImplausibleParts):
        describe(identity, put(household("single", "c"), parts=Decimal(8)))


def test_a_child_is_not_as_old_as_the_member(identity: Identity) -> None:
    children = [Child(birth_date=date(1997, 1, 1)), Child(birth_date=date(1996, 12, 31))]
    with pytest.raises(ImplausibleChildren) as why:
        describe(identity, PutHousehold(children=children))
    assert (why.value.errors[0].pointer, why.value.facts["years"]) == ("/children/1/birth_date", 12)
    describe(identity, PutHousehold(children=children[:1]))


def test_what_was_told_before_is_held_against_an_opening_too(identity: Identity) -> None:
    old = Household(MEMBER.id, children=[Child(birth_date=date(1996, 12, 31))])
    identity.households.save(old)
    refused(ImplausibleChildren, identity, reference_tax_income="24000", parts="2")


def test_the_typed_parts_are_the_household_s_from_then_on_and_without_them_the_household_s_count(
    identity: Identity,
) -> None:
    describe(identity, household("couple"))
    assert open_for(identity, reference_tax_income="24000", parts="2.5").quotient == Decimal("800.00")
    later = notice(income_year=2025)
    assert open_for(identity, later, year=2027, reference_tax_income="24000").figures.parts == Decimal("2.5")
