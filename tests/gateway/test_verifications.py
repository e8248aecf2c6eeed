"""Whether a letter is genuine: that and nothing else, to anybody, and not as often as one likes."""

import httpx
import pytest

from gateway.verifications import MOST, MOST_PLACES, TooManyVerifications, Verifications
from services.contracts.applications import LetterProofView, UnknownLetter, VerifyLetter
from tests.browser import scenes
from tests.gateway.fake_bus import FakeBus

pytestmark = pytest.mark.anyio
PROOF = LetterProofView(issued_on=scenes.NOON.date(), replaced=False)
HERE = f"/api/v1/verify/{scenes.LETTER_CODE}"


async def test_a_visitor_learns_that_it_is_genuine_and_nothing_else(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[VerifyLetter] = PROOF
    answer = await client.get(HERE)
    assert answer.json() == {"issued_on": "2026-03-14", "replaced": False}
    bus.answers[VerifyLetter] = UnknownLetter()
    unknown = await client.get(HERE)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown-letter")
    assert scenes.LETTER_CODE not in unknown.text


async def test_past_so_many_a_minute_it_is_said_when_to_try_again_by_page_and_api_together(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    bus.answers[VerifyLetter] = PROOF
    for _ in range(MOST // 2):
        assert (await client.get(HERE)).status_code == 200
        assert (await client.get(f"/verify/{scenes.LETTER_CODE}", headers={"Accept": "text/html"})).status_code == 200
    late = await client.get(HERE)
    assert (late.status_code, late.json()["code"]) == (429, "too-many-verifications")
    assert 0 < int(late.headers["Retry-After"]) <= 60
    assert bus.count(VerifyLetter) == MOST


def test_each_place_counts_for_itself_and_a_minute_later_there_is_room() -> None:
    now = [0.0]
    verifications = Verifications(lambda: now[0])
    for _ in range(MOST):
        verifications.one_more_from("192.0.2.0/24")
    verifications.one_more_from("198.51.100.0/24")
    with pytest.raises(TooManyVerifications) as refused:
        verifications.one_more_from("192.0.2.0/24")
    assert refused.value.facts == {"retry_after": 60}
    now[0] = 60.0
    verifications.one_more_from("192.0.2.0/24")


def test_so_many_places_are_remembered_and_no_more() -> None:
    verifications = Verifications()
    for number in range(MOST_PLACES + 5):
        verifications.one_more_from(str(number))
    assert len(verifications._tried) == MOST_PLACES
