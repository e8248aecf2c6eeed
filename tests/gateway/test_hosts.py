"""By which names the gateway may be called, and who reads what only its keepers should."""

import httpx
import pytest

from gateway.app import create_app
from gateway.settings import GatewaySettings
from tests.gateway.fake_bus import FakeBus

pytestmark = pytest.mark.anyio

TOKEN = "read-by-prometheus-alone"
PORTALS = "/api/v1/portals"


async def ask(path: str, *hosts: str, token: str = "", **settings: object) -> httpx.Response:
    app = create_app(
        GatewaySettings.model_validate({"environment": "test", "public_url": "https://space.example"} | settings),
        FakeBus(),
    )
    headers = [("Host", host) for host in hosts] + ([("Authorization", f"Bearer {token}")] if token else [])
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://space.example") as client:
        request = client.build_request("GET", path)
        request.headers = httpx.Headers(headers)
        return await client.send(request)


@pytest.mark.parametrize("host", ["space.example", "SPACE.example", "space.example:8443", "gateway"])
async def test_it_answers_by_its_own_name_and_by_those_that_it_is_given(host: str) -> None:
    assert (await ask(PORTALS, host, allowed_hosts="gateway, 127.0.0.1")).status_code == 503  # of the bus, not ours


@pytest.mark.parametrize(
    "hosts",
    [
        ("evil.example",),
        ("space.example.evil.example",),
        ("space.example@evil.example",),
        ("127.0.0.1",),
        ("",),
        ("[",),
        (),
        ("space.example", "evil.example"),
    ],
)
async def test_by_any_other_name_it_answers_nothing(hosts: tuple[str, ...]) -> None:
    answer = await ask(PORTALS, *hosts)
    assert (answer.status_code, answer.json()["code"]) == (421, "misdirected-request")


async def test_probes_call_by_address() -> None:
    assert (await ask("/health/live", "10.0.0.7:8000")).status_code == 200


async def test_metrics_are_read_by_whoever_shows_the_token() -> None:
    """By whatever name: Prometheus calls by address too."""
    assert (await ask("/metrics", "10.0.0.7:8000", token=TOKEN, metrics_token=TOKEN)).status_code == 200


@pytest.mark.parametrize(
    ("shown", "settings"), [("", {"metrics_token": TOKEN}), ("x" * 24, {"metrics_token": TOKEN}), ("", {}), ("x", {})]
)
async def test_metrics_are_read_by_nobody_else(shown: str, settings: dict[str, object]) -> None:
    answer = await ask("/metrics", "space.example", token=shown, **settings)
    assert (answer.status_code, answer.json()["code"]) == (401, "not-authenticated")


@pytest.mark.parametrize(("environment", "status"), [("production", 404), ("demo", 200)])
async def test_the_styleguide_is_no_page_of_production(environment: str, status: int) -> None:
    sound = {"broker_url": "amqps://gateway:kJ8-2mQx_71vB3zR@broker/", "trusted_proxies": "127.0.0.1"}
    assert (await ask("/styleguide", "space.example", environment=environment, **sound)).status_code == status
