from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.actor import Actor, Role
from services.contracts.identity import Child, ImplausibleBirthDate, OpenRights, PutHousehold, YearNotOpen
from services.contracts.refusals import Invalid, StaleVersion
from services.identity.domain.rights import Rights, quotient
from services.identity.handlers.open_rights import open_rights
from services.identity.handlers.put_household import put_household
from services.identity.queries.wording import rights_explanation
from tests.unit.identity.fakes import NOW, Identity

NEW_YEAR_IN_PARIS = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
MEMBER = Actor(subject=str(uuid4()), portal="agent", roles=frozenset({Role.MEMBER}))


def open_for(identity: Identity, year: int = 2026, now: datetime = NOW, **told: object) -> Rights:
    command = OpenRights.model_validate({"year": year, **told})
    open_rights(command, None, MEMBER, now, identity.households, identity.rights)
    return identity.rights.known[MEMBER.id, year]


def test_the_quotient_is_a_twelfth_of_the_income_plus_the_allowances_by_part() -> None:
    assert quotient(Decimal(24000), Decimal(150), Decimal("2.5")) == Decimal("860.00")


def test_half_a_cent_goes_up() -> None:
    assert quotient(Decimal("0.06"), Decimal(0), Decimal(1)) == Decimal("0.01")
    assert quotient(Decimal(0), Decimal("0.01"), Decimal(2)) == Decimal("0.01")


@given(
    st.decimals(0, 9_999_999, places=2),
    st.decimals(0, 99_999, places=2),
    st.integers(4, 80).map(lambda quarters: Decimal(quarters) / 4),
)
def test_more_parts_never_raise_the_quotient(income: Decimal, allowances: Decimal, parts: Decimal) -> None:
    assert quotient(income, allowances, parts) >= quotient(income, allowances, parts + Decimal("0.25")) >= 0


def test_rights_take_the_parts_of_the_household_on_that_day(identity: Identity) -> None:
    put_household(PutHousehold(parts=Decimal("2.5")), MEMBER, NOW, identity.households)
    rights = open_for(identity, reference_tax_income="24000", monthly_family_allowances="150")
    assert rights.quotient == Decimal("860.00")
    assert identity.told.types() == ["household_changed", "rights_opened"]


def test_rights_without_an_income_have_no_quotient(identity: Identity) -> None:
    rights = open_for(identity)
    assert rights.quotient is None
    assert "n’est pas connu" in rights_explanation(rights, "fr")
    assert "not known" in rights_explanation(rights, "en")


def test_rights_opened_again_replace_the_figures(identity: Identity) -> None:
    open_for(identity, reference_tax_income="24000")
    assert open_for(identity, reference_tax_income="12000").quotient == Decimal("1000.00")
    assert len(identity.rights.known) == 1


def test_rights_are_opened_for_last_year_this_year_or_the_next(identity: Identity) -> None:
    for year in (2025, 2026, 2027):
        open_for(identity, year)
    for year in (2024, 2028):
        with pytest.raises(YearNotOpen):
            open_for(identity, year)


def test_the_year_is_that_of_paris(identity: Identity) -> None:
    open_for(identity, 2028, NEW_YEAR_IN_PARIS)
    with pytest.raises(YearNotOpen):
        open_for(identity, 2025, NEW_YEAR_IN_PARIS)


def test_somebody_elses_tax_notice_is_none_of_yours(identity: Identity) -> None:
    command = OpenRights(year=2026, tax_notice_document_id=uuid4())
    for owner in (None, uuid4()):
        with pytest.raises(Invalid):
            open_rights(command, owner, MEMBER, NOW, identity.households, identity.rights)
    open_rights(command, MEMBER.id, MEMBER, NOW, identity.households, identity.rights)


def test_the_explanation_shows_every_figure_as_each_language_writes_it(identity: Identity) -> None:
    put_household(PutHousehold(parts=Decimal("2.5")), MEMBER, NOW, identity.households)
    rights = open_for(identity, reference_tax_income="24000", monthly_family_allowances="150.5")
    french, english = rights_explanation(rights, "fr"), rights_explanation(rights, "en")
    for figure in ("24\u202f000,00\u00a0€", "150,50\u00a0€", "(2,5)", "860,20\u00a0€"):
        assert figure in french
    for figure in ("€24,000.00", "€150.50", "(2.5)", "€860.20"):
        assert figure in english


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
