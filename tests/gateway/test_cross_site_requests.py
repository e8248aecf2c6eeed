import httpx
import pytest

from gateway.security import CSRF_HEADER, csrf_token
from services.contracts.actor import Role
from services.contracts.base import Done, Page
from services.contracts.identity import ListSessions, LogOut
from tests.gateway.conftest import bearer
from tests.gateway.fake_bus import FakeBus

pytestmark = pytest.mark.anyio

OURS = "http://gateway"


def as_browser(token: str, origin: str | None = OURS, csrf: str | None = None, portal: str = "agent") -> dict[str, str]:
    headers = {"Cookie": f"__Host-{portal}={token}"}
    if origin is not None:
        headers["Origin"] = origin
    if csrf is not None:
        headers[CSRF_HEADER] = csrf
    return headers


async def log_out(client: httpx.AsyncClient, headers: dict[str, str]) -> tuple[int, str]:
    answer = await client.post("/api/v1/auth/logout", headers=headers)
    return answer.status_code, answer.json()["code"] if answer.content else ""


@pytest.fixture
def token(bus: FakeBus) -> str:
    bus.answers[LogOut] = Done()
    bus.answers[ListSessions] = Page(items=[])
    return bus.sign_in(Role.MEMBER)


async def test_our_own_page_with_its_token_may(client: httpx.AsyncClient, token: str) -> None:
    assert await log_out(client, as_browser(token, csrf=csrf_token(token))) == (204, "")


async def test_without_the_token_nothing_is_done(client: httpx.AsyncClient, token: str) -> None:
    assert await log_out(client, as_browser(token)) == (403, "cross-site-request")


async def test_another_sessions_token_is_no_token(client: httpx.AsyncClient, token: str) -> None:
    assert await log_out(client, as_browser(token, csrf=csrf_token("another"))) == (403, "cross-site-request")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://gateway.evil.example"])
async def test_another_site_may_not_even_with_a_token(client: httpx.AsyncClient, token: str, origin: str) -> None:
    headers = as_browser(token, origin, csrf_token(token))
    assert await log_out(client, headers) == (403, "cross-site-request")


async def test_a_browser_that_says_cross_site_is_believed(client: httpx.AsyncClient, token: str) -> None:
    headers = as_browser(token, None, csrf_token(token)) | {"Sec-Fetch-Site": "cross-site"}
    assert await log_out(client, headers) == (403, "cross-site-request")


async def test_reading_needs_the_cookie_alone(client: httpx.AsyncClient, token: str) -> None:
    answer = await client.get("/api/v1/auth/sessions", headers=as_browser(token))
    assert answer.status_code == 200


async def test_a_client_with_a_bearer_token_needs_none_of_it(client: httpx.AsyncClient, token: str) -> None:
    assert await log_out(client, bearer(token)) == (204, "")


async def test_with_two_portals_open_the_page_says_which_it_speaks_for(
    client: httpx.AsyncClient, bus: FakeBus, token: str
) -> None:
    staff = bus.sign_in(Role.OFFICER, portal="staff")
    both = {"Cookie": f"__Host-agent={token}; __Host-staff={staff}"}
    assert (await client.get("/api/v1/auth/sessions", headers=both)).status_code == 401
    named = await client.get("/api/v1/auth/sessions", headers=both | {"X-Portal": "staff"})
    assert named.status_code == 200
    assert bus.last(ListSessions)[1].assertion == f"signed-{staff}"
