"""A device is known by a secret that it holds (docs/security.md 20)."""

import httpx
import pytest

from services.contracts.actor import Role
from services.contracts.identity import LogIn, LogInStaff, SessionView
from services.contracts.identity.refusals import BadCredentials
from tests.gateway.fake_bus import FakeBus
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
MEMBER = {"cgos_number": "12345674", "password": "une phrase bien longue", "portal": "agent"}
STAFF = {"email": "odile@exemple.fr", "password": "une phrase bien longue", "portal": "staff"}
COOKIE = "__Host-device"
BROWSER = {"Sec-Fetch-Site": "same-origin"}


def opens(bus: FakeBus) -> None:
    told = {"expires_in": 600, "refresh_token": "r" * 40, "must_change_password": False}
    for command, portal in ((LogIn, "agent"), (LogInStaff, "staff")):
        token = bus.sign_in(Role.MEMBER, portal=portal)
        bus.answers[command] = SessionView.model_validate(told | {"access_token": token, "portal": portal})


@pytest.mark.parametrize(("body", "command"), [(MEMBER, LogIn), (STAFF, LogInStaff)])
async def test_a_sign_in_gives_the_device_a_secret_and_the_next_one_tells_it(
    client: httpx.AsyncClient, bus: FakeBus, body: dict[str, str], command: type
) -> None:
    opens(bus)
    first = await client.post("/api/v1/auth/login", json=body, headers=BROWSER)
    cookie = first.headers["set-cookie"]
    secret = cookie.split(";")[0].removeprefix(f"{COOKIE}=")
    assert {"Path=/", "Secure", "HttpOnly", "SameSite=lax", "Max-Age=31536000"} <= set(cookie.split("; "))
    assert bus.last(command)[0].device == secret
    assert len(secret) == 43
    assert secret not in first.text

    client.cookies.clear()
    again = await client.post("/api/v1/auth/login", json=body, headers={"Cookie": f"{COOKIE}={secret}"})
    assert bus.last(command)[0].device == secret
    assert f"{COOKIE}={secret}" in again.headers["set-cookie"]


async def test_a_sign_in_that_is_refused_gives_none(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[LogIn] = BadCredentials()
    answer = await client.post("/api/v1/auth/login", json=MEMBER, headers=BROWSER)
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


async def test_a_program_that_keeps_no_cookies_has_no_device(client: httpx.AsyncClient, bus: FakeBus) -> None:
    opens(bus)
    answer = await client.post("/api/v1/auth/login", json=MEMBER)
    assert (bus.last(LogIn)[0].device, "set-cookie" in answer.headers) == (None, False)


@pytest.mark.parametrize("made_up", ["", "x", "short", "x" * 44, "é" * 43, "a b" * 20])
async def test_what_is_no_secret_of_ours_is_replaced(client: httpx.AsyncClient, bus: FakeBus, made_up: str) -> None:
    opens(bus)
    headers = [(b"cookie", f"{COOKIE}={made_up}".encode())]
    await client.post("/api/v1/auth/login", json=MEMBER, headers=headers)
    assert bus.last(LogIn)[0].device not in {made_up, None}


async def test_a_page_does_the_same_and_one_device_has_one_secret_for_all_portals(reader: Reader) -> None:
    await reader.go("/agent/sign-in")
    await reader.send("/agent/sign-in", cgos_number="12345674", password="une phrase bien longue")
    secret = reader.client.cookies[COOKIE]
    assert reader.bus.last(LogIn)[0].device == secret
    await reader.go("/staff/sign-in")
    await reader.send("/staff/sign-in", email="odile@exemple.fr", password="une phrase bien longue")
    assert reader.bus.last(LogInStaff)[0].device == secret
    assert reader.client.cookies[COOKIE] == secret
