from decimal import Decimal
from typing import Any

import pytest

from services.applications.domain.form import Form
from services.applications.domain.scale import estimate
from services.applications.domain.scale_rules import require_publishable
from services.applications.queries.wording import explanation
from services.contracts.applications import BadScale
from tests.unit.applications.given import FORM, discretionary, tiered

TWO: dict[str, Any] = {"children": [{}, {}]}


@pytest.mark.parametrize(
    ("quotient", "amount"),
    [("0", "220"), ("680", "220"), ("680.01", "180"), ("880", "180"), ("880.01", "100"), (None, "100")],
)
def test_a_tier_reaches_up_to_and_including_its_limit_and_unknown_is_the_lowest(
    quotient: str | None, amount: str
) -> None:
    known = None if quotient is None else Decimal(quotient)

    assert estimate(tiered(quantity=None), {}, known).amount == Decimal(amount)


def test_an_unknown_quotient_takes_the_lowest_amount_even_where_it_is_not_the_last() -> None:
    assert estimate(tiered(above=Decimal(500)), {}, None).unit_amount == Decimal(180)


def test_past_the_last_tier_without_more_nothing_is_granted() -> None:
    assert estimate(tiered(above=None), {}, Decimal(2000)).amount == 0


def test_the_amount_is_multiplied_by_the_length_of_a_list_and_capped() -> None:
    found = estimate(tiered(cap=Decimal(300)), TWO, Decimal(500))

    assert [found.unit_amount, found.quantity, found.amount] == [Decimal(220), Decimal(2), Decimal(300)]
    assert found.capped


@pytest.mark.parametrize(("answer", "amount"), [(3, "660"), (0, "0"), (-2, "0"), (10**30, "220000"), ("3", "220")])
def test_a_quantity_is_a_number_that_is_neither_negative_nor_absurd(answer: object, amount: str) -> None:
    found = estimate(tiered(quantity="/days"), {"days": answer}, Decimal(1))

    assert found.amount == Decimal(amount)


def test_without_the_answer_that_multiplies_it_is_the_amount_of_one() -> None:
    assert estimate(tiered(), {}, Decimal(500)).amount == Decimal(220)


@pytest.mark.parametrize(("base", "amount"), [(100.25, "46.12"), (100.27, "46.12"), (0.01, "0.00"), (1e308, "600")])
def test_a_share_is_rounded_half_up_to_the_cent(base: float, amount: str) -> None:
    scale = tiered(kind="share", percent=Decimal(46), base="/lost", cap=Decimal(600))

    assert estimate(scale, {"lost": base}, None).amount == Decimal(amount)


def test_half_a_cent_goes_up() -> None:
    scale = tiered(kind="share", percent=Decimal(50), base="/lost")

    assert estimate(scale, {"lost": 0.01}, None).amount == Decimal("0.01")


def test_a_share_of_an_answer_that_is_not_there_is_not_known() -> None:
    assert estimate(tiered(kind="share", percent=Decimal(46), base="/lost"), {}, None).amount is None


def test_a_discretionary_amount_is_the_officers() -> None:
    assert estimate(discretionary(), {}, Decimal(1)).amount is None


def test_the_explanation_tells_quotient_tier_quantity_cap_and_scale() -> None:
    found = estimate(tiered(cap=Decimal(300)), TWO, Decimal("650.5"))

    assert explanation(found, "fr").replace("\u00a0", " ") == (
        "Quotient familial : 650,50 €. Tranche jusqu’à 680,00 € : 220,00 €. 2 × 220,00 € = 440,00 €. "
        "Plafond : 300,00 €. Barème 2026 (montants illustratifs)."
    )
    assert explanation(found, "en") == (
        "Family quotient: €650.50. Tier up to €680.00: €220.00. 2 × €220.00 = €440.00. "
        "Cap: €300.00. Scale 2026 (illustrative amounts)."
    )


def test_an_unknown_quotient_is_said_to_be_unknown() -> None:
    assert "inconnu" in explanation(estimate(tiered(), {}, None), "fr")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"tiers": []}, "/scale/tiers"),
        ({"tiers": [{"up_to": 2, "amount": 1}, {"up_to": 2, "amount": 1}]}, "/scale/tiers"),
        ({"kind": "flat"}, "/scale/amount"),
        ({"kind": "share", "base": "/children"}, "/scale/percent"),
        ({"kind": "share", "percent": 4}, "/scale/base"),
        ({"kind": "share", "percent": 4, "base": "/kind"}, "/scale/base"),
        ({"quantity": "/nothing"}, "/scale/quantity"),
        ({"quantity": "/kind"}, "/scale/quantity"),
    ],
)
def test_a_scale_that_cannot_be_computed_is_refused(changes: dict[str, Any], pointer: str) -> None:
    with pytest.raises(BadScale) as refused:
        require_publishable(tiered(**changes), Form(FORM))

    assert refused.value.errors[0].pointer == pointer
