import asyncio

import httpx
import pytest
from fastapi import FastAPI

from gateway.bus_port import CallContext
from gateway.security import Sessions
from services.contracts.actor import Role
from services.contracts.base import Done, Page
from services.contracts.identity import IdentifySession, ListSessions, LogOut
from services.contracts.identity.refusals import SessionEnded
from tests.gateway.conftest import bearer
from tests.gateway.fake_bus import FakeBus

pytestmark = pytest.mark.anyio

NOBODY = CallContext()


async def test_a_session_is_identified_once_and_remembered(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[ListSessions] = Page(items=[])
    token = bus.sign_in(Role.MEMBER)
    for _ in range(3):
        assert (await client.get("/api/v1/auth/sessions", headers=bearer(token))).status_code == 200
    assert bus.count(IdentifySession) == 1


async def test_the_assertion_travels_and_the_token_does_not(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[ListSessions] = Page(items=[])
    token = bus.sign_in(Role.MEMBER)
    await client.get("/api/v1/auth/sessions", headers=bearer(token))
    _, call = bus.last(ListSessions)
    assert call.assertion == bus.session_of(token).assertion
    identify, _ = bus.last(IdentifySession)
    assert token not in identify.model_dump_json()


async def test_a_session_whose_assertion_ends_soon_is_asked_for_anew(bus: FakeBus) -> None:
    sessions = Sessions(bus)
    token = bus.sign_in(Role.MEMBER, expires_in=10)
    await sessions.identify(token, NOBODY)
    await sessions.identify(token, NOBODY)
    assert bus.count(IdentifySession) == 2


async def test_a_revoked_session_is_forgotten_at_once(bus: FakeBus) -> None:
    sessions = Sessions(bus)
    token = bus.sign_in(Role.MEMBER)
    assert await sessions.identify(token, NOBODY)
    sessions.forget_session(bus.sign_out(token))
    assert await sessions.identify(token, NOBODY) is None


async def test_what_is_revoked_while_it_is_being_asked_for_is_not_remembered(bus: FakeBus) -> None:
    sessions = Sessions(bus)
    token = bus.sign_in(Role.MEMBER)
    bus.held.clear()
    identifying = asyncio.create_task(sessions.identify(token, NOBODY))
    await bus.was_asked.wait()
    sessions.forget_session(bus.session_of(token).session_id)
    bus.held.set()
    await identifying
    bus.sign_out(token)
    assert await sessions.identify(token, NOBODY) is None


async def test_a_restricted_session_is_never_remembered_for_its_next_step_lifts_the_restriction(bus: FakeBus) -> None:
    sessions = Sessions(bus)
    token = bus.sign_in(Role.RESTRICTED)
    await sessions.identify(token, NOBODY)
    await sessions.identify(token, NOBODY)
    assert bus.count(IdentifySession) == 2


async def test_a_failure_is_never_remembered(bus: FakeBus) -> None:
    sessions = Sessions(bus)
    token = bus.sign_in(Role.MEMBER)
    session = bus.session_of(token)
    bus.sign_out(token)
    assert await sessions.identify(token, NOBODY) is None
    bus.sessions[bus.last(IdentifySession)[0].token_hash] = session
    assert await sessions.identify(token, NOBODY) == session


async def test_requests_of_one_session_that_come_together_ask_once(bus: FakeBus) -> None:
    sessions = Sessions(bus)
    token = bus.sign_in(Role.MEMBER)
    await asyncio.gather(*(sessions.identify(token, NOBODY) for _ in range(20)))
    assert bus.count(IdentifySession) == 1


async def test_what_was_missed_while_events_could_not_be_heard_costs_every_memory(app: FastAPI, bus: FakeBus) -> None:
    sessions: Sessions = app.state.sessions
    token = bus.sign_in(Role.MEMBER)
    await sessions.identify(token, NOBODY)
    sessions.forget_all()
    await sessions.identify(token, NOBODY)
    assert bus.count(IdentifySession) == 2


async def test_looking_without_prolonging_neither_remembers_nor_counts_as_activity(bus: FakeBus) -> None:
    sessions = Sessions(bus)
    token = bus.sign_in(Role.MEMBER)
    await sessions.identify(token, NOBODY, prolongs=False)
    assert bus.last(IdentifySession)[0].prolongs is False
    await sessions.identify(token, NOBODY)
    assert bus.last(IdentifySession)[0].prolongs is True


@pytest.mark.parametrize("token", ["", "short", "with a space and more", "x" * 400, "nul\x00" * 8])
async def test_what_cannot_be_a_token_is_not_even_asked_about(bus: FakeBus, token: str) -> None:
    assert await Sessions(bus).identify(token, NOBODY) is None
    assert bus.asked == []


async def test_identity_being_down_is_a_503_and_not_a_401(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.connected = False
    answer = await client.get("/api/v1/me", headers=bearer("a" * 32))
    assert answer.status_code == 503


async def test_logging_out_is_felt_by_the_very_next_request(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[LogOut] = Done()
    bus.answers[ListSessions] = Page(items=[])
    token = bus.sign_in(Role.MEMBER)
    assert (await client.post("/api/v1/auth/logout", headers=bearer(token))).status_code == 204
    bus.sign_out(token)
    answer = await client.get("/api/v1/auth/sessions", headers=bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (401, "not-authenticated")


async def test_a_wrong_role_is_refused_before_the_bus_is_asked(client: httpx.AsyncClient, bus: FakeBus) -> None:
    token = bus.sign_in(Role.MEMBER)
    answer = await client.get("/api/v1/staff/applications", headers=bearer(token))
    assert (answer.status_code, answer.json()["code"]) == (403, "not-permitted")
    assert [type(request) for request, _ in bus.asked] == [IdentifySession]


async def test_a_visitor_of_a_members_route_is_told_to_sign_in(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/offers")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_session_ended_is_a_kind_of_not_authenticated() -> None:
    assert SessionEnded.status == 401
