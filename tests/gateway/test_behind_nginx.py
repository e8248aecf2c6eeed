"""The gateway behind the sample of deploy/nginx, as an installation has it."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from pydantic import SecretStr

from deploy.native.parts.ports import free_port
from gateway.app import create_app
from gateway.settings import GatewaySettings
from services.contracts.actor import Role
from services.contracts.base import Page
from services.contracts.documents import GetUploadTarget, UploadTarget
from services.contracts.identity import ListEstablishments, LogIn, SessionView
from services.contracts.notifications import ListNotifications
from tests.browser.furnished import furnish
from tests.gateway.conftest import METRICS_TOKEN, bearer
from tests.gateway.fake_bus import FakeBus
from tests.gateway.served import Store, served
from tests.parts.certificates import Authority
from tests.parts.nginx import NAME, Nginx
from tests.parts.waiting import PATIENCE

pytestmark = pytest.mark.anyio

FILE = b"%PDF-1.4" + b"x" * 3_000_000
CONTENT = f"/api/v1/documents/{uuid4()}/content"


@pytest.fixture
def bus() -> FakeBus:
    return furnish(FakeBus())


@pytest.fixture
async def nginx(bus: FakeBus, authority: Authority, tmp_path: Path) -> AsyncIterator[Nginx]:
    settings = GatewaySettings(environment="test", public_url=f"https://{NAME}", metrics_token=SecretStr(METRICS_TOKEN))
    async with served(create_app(settings, bus)) as gateway:
        changes = {
            "client_header_timeout 10s": "client_header_timeout 1s",
            "agentspace_requests_at_once 300": "agentspace_requests_at_once 2",
        }
        certificate = authority.sign(NAME)
        proxy = Nginx(tmp_path, free_port(), httpx.URL(gateway).port or 0, certificate, changes)
        await asyncio.to_thread(proxy.start, timeout=PATIENCE)
        yield proxy
        await asyncio.to_thread(proxy.stop)


@pytest.fixture
async def client(nginx: Nginx, authority: Authority) -> AsyncIterator[httpx.AsyncClient]:
    """Finds the name on loopback; what it says of itself is not true."""
    context = ssl.create_default_context(cafile=authority.file)
    lies = {"X-Forwarded-For": "203.0.113.66", "X-Forwarded-Proto": "http", "Forwarded": "for=203.0.113.66"}
    async with httpx.AsyncClient(
        base_url=f"https://127.0.0.1:{nginx.port}",
        verify=context,
        headers={"Host": NAME} | lies,
        timeout=PATIENCE,
        trust_env=False,
    ) as client:
        client.event_hooks["request"].append(_by_its_name)
        yield client


async def _by_its_name(request: httpx.Request) -> None:
    request.extensions["sni_hostname"] = NAME


async def test_a_sign_in_comes_from_where_it_comes_and_not_from_where_it_says(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    view = {"must_change_password": False, "must_enrol_totp": False, "portal": "agent", "refresh_token": "r" * 40}
    bus.answers[LogIn] = SessionView.model_validate(view | {"access_token": bus.sign_in(Role.MEMBER), "expires_in": 9})
    body = {"cgos_number": "12345674", "password": "trois mots et un chat", "portal": "agent"}
    answer = await client.post("/api/v1/auth/login", json=body)
    assert answer.status_code == 200
    assert answer.headers.get_list("strict-transport-security") == ["max-age=31536000; includeSubDomains"]
    assert bus.last(LogIn)[0].source == "127.0.0.0/24"


async def test_a_file_goes_through_as_it_comes_and_only_of_somebody_who_is_signed_in(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    async with Store().running() as store:
        told = {"method": "PUT", "url": f"{store.url}/incoming/1", "headers": {}, "size": len(FILE)}
        bus.answers[GetUploadTarget] = UploadTarget.model_validate(told | {"expires_at": "2099-01-01T00:00:00Z"})
        stranger = await client.put(CONTENT, content=FILE)
        assert (stranger.status_code, stranger.json()["code"]) == (401, "not-authenticated")
        assert store.objects == {}
        assert (await client.put(CONTENT, content=FILE, headers=bearer(bus.sign_in(Role.MEMBER)))).status_code == 204
        assert store.objects == {"/incoming/1": FILE}


async def test_no_other_route_is_sent_as_much(client: httpx.AsyncClient, bus: FakeBus) -> None:
    answer = await client.post("/api/v1/auth/login", content=FILE, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert bus.asked == []


async def test_notifications_come_at_once(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[ListNotifications] = Page(items=[])
    headers = bearer(bus.sign_in(Role.MEMBER))
    async with asyncio.timeout(PATIENCE), client.stream("GET", "/api/v1/notifications/stream", headers=headers) as told:
        assert await anext(told.aiter_lines()) == "retry: 3000"


async def test_a_head_that_does_not_come_is_not_waited_for_and_nobody_hears_of_it(
    nginx: Nginx, client: httpx.AsyncClient, bus: FakeBus, authority: Authority
) -> None:
    context = ssl.create_default_context(cafile=authority.file)
    reader, writer = await asyncio.open_connection("127.0.0.1", nginx.port, ssl=context, server_hostname=NAME)
    writer.write(f"GET /api/v1/portals HTTP/1.1\r\nHost: {NAME}\r\nX: ".encode())
    async with asyncio.timeout(PATIENCE):
        answer = await reader.read()
    assert answer == b"" or answer.split(b" ", 2)[1] == b"408"
    writer.close()
    assert bus.asked == []


async def test_by_another_name_nothing_is_answered(client: httpx.AsyncClient, bus: FakeBus) -> None:
    assert (await client.get("/api/v1/portals", headers={"Host": "evil.example"})).status_code == 421
    assert bus.asked == []


@pytest.mark.parametrize("path", ["/metrics", "/health/live", "/health/ready"])
async def test_what_is_for_its_keepers_is_not_to_be_had(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path, headers=bearer(METRICS_TOKEN))).status_code == 404


async def test_of_one_address_only_so_many_requests_are_under_way(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[ListEstablishments] = Page(items=[])
    bus.held.clear()
    under_way = [asyncio.create_task(client.get("/api/v1/establishments")) for _ in range(2)]
    async with asyncio.timeout(PATIENCE):
        while bus.count(ListEstablishments) < 2:
            bus.was_asked.clear()
            await bus.was_asked.wait()
    refused = await client.get("/api/v1/establishments")
    bus.held.set()
    assert (refused.status_code, refused.json()["code"], refused.headers["retry-after"]) == (429, "throttled", "5")
    assert [each.status_code for each in await asyncio.gather(*under_way)] == [200, 200]


async def test_a_token_in_an_address_is_written_nowhere(nginx: Nginx, client: httpx.AsyncClient) -> None:
    await client.get("/reset-password?token=not-for-a-log", headers={"Accept": "text/html"})
    assert " GET /reset-password " in nginx.access_log
    assert all("not-for-a-log" not in file.read_text() for file in nginx.directory.glob("*.log"))
