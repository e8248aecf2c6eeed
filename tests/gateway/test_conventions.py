"""ETags, idempotency keys, languages, correlation: what every route of the API shares."""

from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from gateway.api.examples import example_of
from services.contracts.actor import Role
from services.contracts.applications import (
    ApplicationView,
    EstimateBenefit,
    EstimateView,
    SaveAnswers,
    StartApplication,
)
from services.contracts.base import Done, Page
from services.contracts.identity import ListEstablishments, RequestFirstLogin
from services.contracts.offers import ListOffers
from tests.gateway.conftest import bearer
from tests.gateway.fake_bus import FakeBus

pytestmark = pytest.mark.anyio

AN_APPLICATION = ApplicationView.model_validate(example_of(ApplicationView) | {"version": 7})


@pytest.fixture
def headers(bus: FakeBus) -> dict[str, str]:
    bus.answers[SaveAnswers] = AN_APPLICATION
    bus.answers[StartApplication] = AN_APPLICATION
    return bearer(bus.sign_in(Role.MEMBER))


async def save(client: httpx.AsyncClient, headers: dict[str, str]) -> httpx.Response:
    return await client.patch(f"/api/v1/applications/{uuid4()}", json={"answers": {"nights": 7}}, headers=headers)


async def test_the_etag_is_the_version(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await save(client, headers)).headers["etag"] == '"7"'


async def test_if_match_is_the_version_that_the_command_expects(
    client: httpx.AsyncClient, bus: FakeBus, headers: dict[str, str]
) -> None:
    await save(client, headers | {"If-Match": '"6"'})
    assert bus.last(SaveAnswers)[0].expected_version == 6


@pytest.mark.parametrize("more", [{}, {"If-Match": "*"}])
async def test_without_if_match_or_with_a_star_any_version_will_do(
    client: httpx.AsyncClient, bus: FakeBus, headers: dict[str, str], more: dict[str, str]
) -> None:
    await save(client, headers | more)
    assert bus.last(SaveAnswers)[0].expected_version is None


@pytest.mark.parametrize("tag", ["6", 'W/"6"', '"six"', '"1", "2"', '"99999999999999"'])
async def test_a_tag_that_is_not_ours_matches_nothing(
    client: httpx.AsyncClient, bus: FakeBus, headers: dict[str, str], tag: str
) -> None:
    answer = await save(client, headers | {"If-Match": tag})
    assert (answer.status_code, answer.json()["code"]) == (412, "stale-version")
    assert bus.count(SaveAnswers) == 0


async def test_the_idempotency_key_goes_with_the_command(
    client: httpx.AsyncClient, bus: FakeBus, headers: dict[str, str]
) -> None:
    more = {"Idempotency-Key": "mine-42"}
    answer = await client.post("/api/v1/applications", json={"benefit_code": "x"}, headers=headers | more)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/applications/{AN_APPLICATION.id}"
    assert bus.last(StartApplication)[1].idempotency_key == "mine-42"


async def test_visitors_keys_are_told_apart_by_where_they_call_from_and_with_what(
    client: httpx.AsyncClient, app: FastAPI, bus: FakeBus
) -> None:
    """A service keeps the keys of all visitors together, for it knows none of them."""
    bus.answers[RequestFirstLogin] = Done()

    async def key_of(client: httpx.AsyncClient, agent: str) -> str | None:
        more = {"Idempotency-Key": "1", "User-Agent": agent}
        answer = await client.post("/api/v1/auth/first-login", json={"cgos_number": "12345678"}, headers=more)
        assert answer.status_code == 202
        return bus.last(RequestFirstLogin)[1].idempotency_key

    elsewhere = httpx.ASGITransport(app, client=("203.0.113.7", 4711))
    async with httpx.AsyncClient(transport=elsewhere, base_url="http://gateway") as another:
        keys = [await key_of(client, "a"), await key_of(another, "a"), await key_of(client, "b")]
    assert len(set(keys)) == 3
    assert keys[0] == await key_of(client, "a")
    assert "1" not in keys


@pytest.mark.parametrize("key", ["", "has a space", "x" * 201, "é"])
async def test_a_key_that_is_not_one_is_refused(client: httpx.AsyncClient, headers: dict[str, str], key: str) -> None:
    sent = [*headers.items(), ("Idempotency-Key", key.encode("latin-1"))]
    answer = await client.post("/api/v1/applications", json={"benefit_code": "x"}, headers=sent)  # type: ignore[arg-type]  # httpx takes bytes
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/Idempotency-Key")


async def test_filters_and_paging_are_handed_on(
    client: httpx.AsyncClient, bus: FakeBus, headers: dict[str, str]
) -> None:
    bus.answers[ListOffers] = Page(items=[], next_cursor="abc")
    answer = await client.get("/api/v1/offers?limit=5&cursor=xyz&from=2026-07-01&category=stays", headers=headers)
    assert answer.json() == {"items": [], "next_cursor": "abc"}
    asked = bus.last(ListOffers)[0]
    assert (asked.limit, asked.cursor, str(asked.from_date), asked.category) == (5, "xyz", "2026-07-01", "stays")


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [("en", "en"), ("fr;q=0.2, en;q=0.7", "en"), ("de, fr", "fr"), ("de", "fr"), ("", "fr"), (";q=x,,;;", "fr")],
)
async def test_a_member_is_spoken_to_as_they_ask_else_as_their_account_says(
    client: httpx.AsyncClient, bus: FakeBus, headers: dict[str, str], accepted: str, spoken: str
) -> None:
    await save(client, headers | {"Accept-Language": accepted})
    assert bus.last(SaveAnswers)[1].language == spoken


async def test_a_trace_that_comes_in_goes_on_and_comes_back(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[ListEstablishments] = Page(items=[])
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    answer = await client.get("/api/v1/establishments", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
    assert answer.headers["x-request-id"] == trace
    assert (bus.last(ListEstablishments)[1].traceparent or "").split("-")[1] == trace


async def test_without_a_trace_one_begins(client: httpx.AsyncClient) -> None:
    answers = [await client.get("/health/live") for _ in range(2)]
    assert len({answer.headers["x-request-id"] for answer in answers}) == 2


async def test_answers_of_any_shape_reach_the_service(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[EstimateBenefit] = EstimateView.model_validate(example_of(EstimateView))
    token = bus.sign_in(Role.MEMBER)
    answers = {"a": [1, {"b": None}], "c": "é", "d": 1.5}
    url = "/api/v1/benefits/children-holidays/estimate"
    assert (await client.post(url, json={"answers": answers}, headers=bearer(token))).status_code == 200
    assert bus.last(EstimateBenefit)[0].answers == answers


async def test_money_is_an_amount_with_two_decimals_as_text(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[EstimateBenefit] = EstimateView.model_validate(example_of(EstimateView))
    answer = await client.post(
        "/api/v1/benefits/x/estimate", json={"answers": {}}, headers=bearer(bus.sign_in(Role.MEMBER))
    )
    assert answer.json()["amount"] == {"amount": "600.00", "currency": "EUR"}
