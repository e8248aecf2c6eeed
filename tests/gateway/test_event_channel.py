"""The channel of events while its connection goes down: a fake connection, for the moment is too short to meet."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from gateway.bus import events
from gateway.bus.events import EventChannel

pytestmark = pytest.mark.anyio


class Deaf:
    def on_session_revoked(self, session_id: UUID, account_id: UUID) -> None: ...

    def on_banners_changed(self, account_id: UUID) -> None: ...

    def on_notification_created(self, account_id: UUID) -> None: ...

    def on_events_missed(self) -> None: ...


class FakeChannel:
    def __init__(self) -> None:
        self.closed: Callable[..., None] = lambda *_: None

    def add_on_close_callback(self, closed: Callable[..., None]) -> None:
        self.closed = closed

    def queue_declare(self, *_: Any, **__: Any) -> None: ...


class FakeConnection:
    def __init__(self) -> None:
        self.is_open = True
        self.channels: list[FakeChannel] = []

    def channel(self, on_open_callback: Callable[[FakeChannel], None]) -> None:
        assert self.is_open, "pika raises here"
        self.channels.append(FakeChannel())
        on_open_callback(self.channels[-1])


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> tuple[EventChannel, FakeConnection]:
    """A channel that the broker has just closed, for an exchange was missing: the next try is due at once."""
    monkeypatch.setattr(events, "SHORTEST_PAUSE", 0.0)
    channel, connection = EventChannel(Deaf()), FakeConnection()
    channel.connected(connection)
    return channel, connection


def close(connection: FakeConnection) -> None:
    connection.channels[-1].closed(connection.channels[-1], RuntimeError("no exchange"))


async def the_next_try() -> None:
    """It is due at once: a few turns of the loop."""
    for _ in range(3):
        await asyncio.sleep(0)


async def test_a_refused_channel_is_tried_again(refused: tuple[EventChannel, FakeConnection]) -> None:
    _, connection = refused
    close(connection)
    await the_next_try()
    assert len(connection.channels) == 2


async def test_no_channel_is_opened_on_a_connection_on_its_way_down(
    refused: tuple[EventChannel, FakeConnection],
) -> None:
    _, connection = refused
    close(connection)
    failures: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context))
    connection.is_open = False
    await the_next_try()
    assert (failures, len(connection.channels)) == ([], 1)
