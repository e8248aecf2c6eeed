"""A benefit's page says truly when it can be applied for."""

from datetime import UTC, datetime, timedelta

import pytest

from services.contracts.applications import DeadlinePassed, GetBenefit, StartApplication
from tests.browser import scenes
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
PAGE = f"/agent/benefits/{scenes.AID}"
TODAY = datetime.now(UTC).date()


@pytest.fixture(autouse=True)
def signed_in(reader: Reader) -> None:
    reader.sign_in()


@pytest.mark.parametrize(
    ("opens_in", "closes_in", "french", "english"),
    [
        (-200, -100, "Cette aide est close", "This aid is closed"),
        (100, 200, "n'est pas encore ouverte", "is not open yet"),
        (100, None, "n'est pas encore ouverte", "is not open yet"),
    ],
)
async def test_a_benefit_that_is_not_open_says_whether_it_is_over_or_still_to_come(
    opens_in: int, closes_in: int | None, french: str, english: str, reader: Reader
) -> None:
    closes_on = None if closes_in is None else TODAY + timedelta(days=closes_in)
    dates = {"opens_on": TODAY + timedelta(days=opens_in), "closes_on": closes_on, "open": False}
    reader.bus.answers[GetBenefit] = scenes.benefit(scenes.AID).model_copy(update=dates)
    for language, text in (("fr", french), ("en", english)):
        await reader.go(f"{PAGE}?lang={language}")
        assert text in reader.text
        assert f"{PAGE}/start" not in reader.page.text


async def test_who_starts_a_day_too_late_is_told_which_was_the_last(reader: Reader) -> None:
    reader.bus.answers[StartApplication] = DeadlinePassed(closes_on="2026-03-14")
    await reader.go(PAGE)
    answer = await reader.send(f"{PAGE}/start")
    assert answer.status_code == 409
    assert "jusqu’au 14 mars 2026" in reader.text
