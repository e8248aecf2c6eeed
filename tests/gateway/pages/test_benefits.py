"""A benefit's page says truly when it can be applied for."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from services.contracts.applications import DeadlinePassed, GetBenefit, StartApplication
from tests.browser import benefits
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
PAGE = f"/agent/benefits/{benefits.AID}"
TODAY = datetime.now(UTC).date()


@pytest.fixture(autouse=True)
def signed_in(reader: Reader) -> None:
    reader.sign_in()


@pytest.mark.parametrize(
    ("opens_in", "closes_in", "french", "english"),
    [
        (-200, -100, "Cette aide est close", "This benefit is closed"),
        (100, 200, "n’est pas encore ouverte", "is not open yet"),
        (100, None, "n’est pas encore ouverte", "is not open yet"),
    ],
)
async def test_a_benefit_that_is_not_open_says_whether_it_is_over_or_still_to_come(
    opens_in: int, closes_in: int | None, french: str, english: str, reader: Reader
) -> None:
    closes_on = None if closes_in is None else TODAY + timedelta(days=closes_in)
    dates = {"opens_on": TODAY + timedelta(days=opens_in), "closes_on": closes_on, "open": False}
    reader.bus.answers[GetBenefit] = benefits.benefit(benefits.AID).model_copy(update=dates)
    for language, text in (("fr", french), ("en", english)):
        await reader.go(f"{PAGE}?lang={language}")
        assert text in reader.text
        assert f"{PAGE}/start" not in reader.page.text


@pytest.mark.parametrize(
    ("reopens_on", "said"),
    [(date(2027, 6, 1), "Prochaine ouverture : 1 juin 2027."), (None, "prochaine ouverture n’est pas encore fixée")],
)
async def test_a_benefit_that_is_over_tells_when_it_opens_next(
    reopens_on: date | None, said: str, reader: Reader
) -> None:
    dates = {"opens_on": date(2025, 6, 1), "closes_on": date(2025, 12, 1), "open": False, "reopens_on": reopens_on}
    reader.bus.answers[GetBenefit] = benefits.benefit(benefits.AID).model_copy(update=dates)
    await reader.go(PAGE)
    assert said in reader.text.replace("\xa0", " ").replace("1er juin", "1 juin")


async def test_a_benefit_says_what_it_gives_me_and_marks_my_row_of_the_scale(reader: Reader) -> None:
    await reader.go(PAGE)
    assert "600 € par enfant (estimation)" in reader.text.replace("\u202f", " ").replace("\xa0", " ")
    rows = re.findall(r"<tr[^>]*>.*?</tr>", reader.page.text, re.DOTALL)
    mine = [row for row in rows if 'class="mine"' in row]
    assert len(mine) == 1
    assert "votre tranche" in mine[0]
    amounts = [
        tier.amount for tier in benefits.benefit(benefits.AID).scale.tiers if tier.up_to.amount >= Decimal("612.50")
    ]
    assert f"{amounts[0].amount:n}".split(".")[0] in mine[0].replace("\u202f", "")


async def test_a_benefit_that_is_for_nobody_of_my_household_says_so_and_can_be_asked_for_all_the_same(
    reader: Reader,
) -> None:
    await reader.go("/agent/benefits/childcare-vouchers")
    assert "Aucun de vos enfants n'a moins de 6 ans." in reader.text
    assert "/agent/benefits/childcare-vouchers/start" in reader.page.text


async def test_who_starts_a_day_too_late_is_told_which_was_the_last(reader: Reader) -> None:
    reader.bus.answers[StartApplication] = DeadlinePassed(closes_on="2026-03-14")
    await reader.go(PAGE)
    answer = await reader.send(f"{PAGE}/start")
    assert answer.status_code == 409
    assert "jusqu’au 14 mars 2026" in reader.text
