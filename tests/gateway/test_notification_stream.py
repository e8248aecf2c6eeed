import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from gateway import notification_stream
from gateway.api.examples import example_of
from gateway.app import create_app
from gateway.settings import GatewaySettings
from services.contracts.actor import Role
from services.contracts.base import Page
from services.contracts.notifications import ListNotifications, NotificationView, UnknownNotification
from services.contracts.refusals import Unavailable
from tests.gateway.conftest import bearer
from tests.gateway.fake_bus import FakeBus
from tests.gateway.served import served

pytestmark = pytest.mark.anyio


class Inbox:
    """Notifications of one person, oldest first."""

    def __init__(self, bus: FakeBus) -> None:
        self.ids: list[UUID] = []
        bus.answers[ListNotifications] = self.listed

    def listed(self, query: ListNotifications) -> Page[NotificationView]:
        if query.after is not None and query.after not in self.ids:
            raise UnknownNotification
        ids = self.ids[self.ids.index(query.after) + 1 :] if query.after else self.ids[::-1][: query.limit]
        shape = example_of(NotificationView)
        return Page(items=[NotificationView.model_validate(shape | {"id": each}) for each in ids])

    def add(self) -> str:
        self.ids.append(uuid4())
        return str(self.ids[-1])


@pytest.fixture
def inbox(bus: FakeBus) -> Inbox:
    return Inbox(bus)


@pytest.fixture
def token(bus: FakeBus) -> str:
    return bus.sign_in(Role.MEMBER)


@pytest.fixture
async def url(app: FastAPI) -> AsyncIterator[str]:
    async with served(app) as url:
        yield f"{url}/api/v1/notifications/stream"


class Listening:
    def __init__(self, url: str, token: str, last_event_id: str | None = None) -> None:
        headers = bearer(token) | ({"Last-Event-ID": last_event_id} if last_event_id else {})
        self._client = httpx.AsyncClient(timeout=5)
        self._request = self._client.build_request("GET", url, headers=headers)

    async def __aenter__(self) -> "Listening":
        self.answer = await self._client.send(self._request, stream=True)
        self.lines = self.answer.aiter_lines()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.answer.aclose()
        await self._client.aclose()

    async def next_id(self) -> str:
        async for line in self.lines:
            if line.startswith("id: "):
                return line.removeprefix("id: ")
        return "the end"

    async def problem(self) -> dict[str, object]:
        await self.answer.aread()
        found: dict[str, object] = self.answer.json()
        return found

    async def next_line(self) -> str:
        return await anext(self.lines)


async def test_what_happens_from_now_on_comes_at_once(
    url: str, token: str, app: FastAPI, bus: FakeBus, inbox: Inbox
) -> None:
    inbox.add()
    async with Listening(url, token) as listening:
        assert listening.answer.headers["content-type"].startswith("text/event-stream")
        await listening.next_line()
        new = inbox.add()
        app.state.streams.wake(bus.session_of(token).subject)
        assert await listening.next_id() == new


async def test_what_was_missed_since_the_last_one_comes_first(url: str, token: str, inbox: Inbox) -> None:
    last, second, third = inbox.add(), inbox.add(), inbox.add()
    async with Listening(url, token, last) as listening:
        assert [await listening.next_id(), await listening.next_id()] == [second, third]


async def test_the_first_notification_ever_comes_too(
    url: str, token: str, app: FastAPI, bus: FakeBus, inbox: Inbox
) -> None:
    async with Listening(url, token) as listening:
        await listening.next_line()
        new = inbox.add()
        app.state.streams.wake(bus.session_of(token).subject)
        assert await listening.next_id() == new


async def test_it_ends_with_the_session(url: str, token: str, app: FastAPI, bus: FakeBus, inbox: Inbox) -> None:
    async with Listening(url, token) as listening:
        await listening.next_line()
        person = bus.session_of(token).subject
        session_id = bus.sign_out(token)
        app.state.sessions.forget_session(session_id)
        app.state.streams.wake(person)
        assert await listening.next_id() == "the end"
    assert inbox.ids == []


async def test_it_outlives_a_bus_that_is_out_of_reach(
    url: str, token: str, app: FastAPI, bus: FakeBus, inbox: Inbox
) -> None:
    person = bus.session_of(token).subject
    async with Listening(url, token) as listening:
        await listening.next_line()
        bus.answers[ListNotifications] = Unavailable()
        app.state.streams.wake(person)
        await asyncio.sleep(0)
        bus.answers[ListNotifications] = inbox.listed
        new = inbox.add()
        app.state.streams.wake(person)
        assert await listening.next_id() == new


async def test_a_quiet_stream_asks_nobody_anything(
    url: str, token: str, bus: FakeBus, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notification_stream, "HEARTBEAT", 0.02)
    async with Listening(url, token) as listening:
        while await listening.next_line() != ":":
            pass
        asked = len(bus.asked)
        for _ in range(6):
            await listening.next_line()
    assert len(bus.asked) == asked
    assert inbox.ids == []


async def test_a_quiet_stream_ends_with_a_session_that_ran_out(
    url: str, bus: FakeBus, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notification_stream, "HEARTBEAT", 0.02)
    token = bus.sign_in(Role.MEMBER, expires_in=0.3)
    async with Listening(url, token) as listening:
        await listening.next_line()
        bus.sign_out(token)
        assert await listening.next_id() == "the end"
    assert inbox.ids == []


async def test_silence_is_broken_by_a_heartbeat(
    url: str, token: str, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notification_stream, "HEARTBEAT", 0.05)
    async with Listening(url, token) as listening:
        lines = [await listening.next_line() for _ in range(4)]
    assert lines[0] == "retry: 3000"
    assert ":" in lines
    assert inbox.ids == []


async def test_the_newest_stream_of_a_person_displaces_the_oldest(
    url: str, token: str, app: FastAPI, bus: FakeBus, inbox: Inbox
) -> None:
    async with Listening(url, token) as oldest, Listening(url, token) as second, Listening(url, token) as newest:
        assert newest.answer.status_code == 200
        assert "event: displaced" in [line async for line in oldest.lines]  # and it has ended
        new = inbox.add()
        app.state.streams.wake(bus.session_of(token).subject)
        assert [await second.next_id(), await newest.next_id()] == [new, new]


async def test_a_displaced_stream_that_comes_back_by_itself_is_told_to_stop(url: str, token: str, inbox: Inbox) -> None:
    async with Listening(url, token) as oldest, Listening(url, token), Listening(url, token) as newest:
        last = await oldest.next_id()
        async with Listening(url, token, last) as again:
            assert again.answer.status_code == 204
        assert await newest.next_line() == "retry: 3000"
    assert inbox.ids == []


async def test_a_stream_that_nobody_reads_any_more_makes_room_too(
    url: str, token: str, app: FastAPI, inbox: Inbox
) -> None:
    streams, person = app.state.streams, uuid4()
    with streams.listen(person), streams.listen(person):  # neither goes on, as where a phone has lost its network
        for _ in range(3):
            streams.require_room(person)
            with streams.listen(person) as newest:
                assert not newest.displaced
    assert inbox.ids == []


async def test_a_worker_that_is_full_refuses_who_has_no_stream_and_not_who_has_one(bus: FakeBus, inbox: Inbox) -> None:
    settings = GatewaySettings(
        environment="test", allowed_hosts="127.0.0.1", streams_per_person=2, streams_per_worker=1
    )
    known, stranger = bus.sign_in(Role.MEMBER), bus.sign_in(Role.MEMBER)
    async with served(create_app(settings, bus)) as url:
        stream = f"{url}/api/v1/notifications/stream"
        async with Listening(stream, known) as first:
            async with Listening(stream, stranger) as refused:
                assert refused.answer.status_code == 503
                assert refused.answer.headers["retry-after"] == "30"
                assert (await refused.problem())["code"] == "streams-full"
            async with Listening(stream, known) as second:
                assert second.answer.status_code == 200
                assert await first.next_id() == "displaced"
    assert inbox.ids == []


async def test_a_gateway_that_is_told_to_stop_ends_its_streams(
    url: str, token: str, app: FastAPI, inbox: Inbox
) -> None:
    async with Listening(url, token) as listening:
        await listening.next_line()
        app.state.streams.close()
        assert await listening.next_id() == "the end"
    assert inbox.ids == []


async def test_after_one_that_is_gone_it_goes_on_from_now(
    url: str, token: str, app: FastAPI, bus: FakeBus, inbox: Inbox
) -> None:
    async with Listening(url, token, str(uuid4())) as listening:
        await listening.next_line()
        new = inbox.add()
        app.state.streams.wake(bus.session_of(token).subject)
        assert await listening.next_id() == new
