import re

import httpx
import pytest

from gateway.app import create_app
from gateway.settings import GatewaySettings
from tests.gateway.fake_bus import FakeBus

pytestmark = pytest.mark.anyio


async def test_data_may_not_run_or_be_framed_or_kept(client: httpx.AsyncClient) -> None:
    headers = (await client.get("/api/v1/portals")).headers
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers


async def test_a_page_runs_only_its_own_scripts_and_posts_only_to_us(client: httpx.AsyncClient) -> None:
    first, second = [await client.get("/", headers={"Accept": "text/html"}) for _ in range(2)]
    policy = first.headers["content-security-policy"]
    assert "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    nonces = [re.search(r"'nonce-([^']+)'", each.headers["content-security-policy"]) for each in (first, second)]
    assert nonces[0] is not None
    assert nonces[1] is not None
    assert nonces[0][1] != nonces[1][1]


async def test_a_visitors_forms_are_protected_by_a_cookie_that_no_other_host_can_set(
    client: httpx.AsyncClient,
) -> None:
    cookie = (await client.get("/", headers={"Accept": "text/html"})).headers["set-cookie"]
    assert cookie.startswith("__Host-visitor=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))


async def test_behind_tls_browsers_are_told_to_stay_there() -> None:
    app = create_app(GatewaySettings(environment="test", public_url="https://space.example"), FakeBus())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://space.example") as client:
        headers = (await client.get("/health/live")).headers
    assert headers["strict-transport-security"].startswith("max-age=31536000")


async def test_pages_may_send_files_to_the_store_that_browsers_see() -> None:
    settings = GatewaySettings(
        environment="test", public_url="http://gateway", object_store_public_endpoint="https://store.example"
    )
    app = create_app(settings, FakeBus())
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client,
    ):
        policy = (await client.get("/", headers={"Accept": "text/html"})).headers["content-security-policy"]
    assert "connect-src 'self' https://store.example" in policy


async def test_no_other_site_is_let_in_by_a_header(client: httpx.AsyncClient) -> None:
    origin = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
    answers = [await client.request(method, "/api/v1/portals", headers=origin) for method in ("GET", "OPTIONS")]
    assert [name for answer in answers for name in answer.headers if name.startswith("access-control-")] == []
