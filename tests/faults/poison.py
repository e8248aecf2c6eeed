"""Ten thousand events that nobody can handle, half of them unreadable, half failing at each try, while people work."""

import asyncio
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import kombu
from amqp.exceptions import NotFound  # type: ignore[import-untyped]  # it has none

from deploy.native.stack import Stack
from services.contracts.actor import Actor, Role
from services.contracts.applications.events import ApplicationWithdrawn
from services.contracts.notifications import CountUnread
from services.kit.assertions import Signer
from services.kit.broker.envelopes import envelope
from services.kit.broker.publishing import ConfirmedPublisher, Outgoing
from services.kit.settings import ServiceSettings
from tests.faults.nonsense import UNREADABLE
from tests.parts.caller import Caller
from tests.parts.keys import StackKeys
from tests.parts.waiting import wait_for

QUEUE = "evt-applications-application_withdrawn--notifications.on_application_withdrawn"
"""Of no event that the load makes: what it makes is what must not wait behind these."""
POISON, BATCH = 10_000, 500
BEFORE, DURING = 5.0, 30.0
"""Seconds of looking at the calls of the consumer's service without poison, and with it."""
SLOWEST = 5.0
"""Times as long as without poison: generous, for beside the poison there is the load."""

measured: dict[str, float] = {}
"""Median milliseconds of such a call."""


async def strike(stack: Stack) -> None:
    measured["before"] = await asyncio.to_thread(_median_call, stack, BEFORE)
    await asyncio.to_thread(_publish, stack.blueprint.broker_url)
    measured["during"] = await asyncio.to_thread(_median_call, stack, DURING)


async def each_is_somewhere(stack: Stack) -> list[str]:
    """Waiting for its first try, or for another, or given up on; what is left of them is taken away afterwards."""
    print(f"    calls of notifications: {measured['before']:.1f} ms before, {measured['during']:.1f} ms with poison")
    wrong = await asyncio.to_thread(_look, stack)
    if measured["during"] > SLOWEST * measured["before"]:
        wrong.append(f"calls took {measured['during']:.0f} ms instead of {measured['before']:.0f} ms")
    return wrong


def _median_call(stack: Stack, seconds: float) -> float:
    caller = Caller(stack.blueprint.broker_url, keys=StackKeys(stack.blueprint.credentials))
    headers = caller.headers(_member(stack))
    body = {"args": [CountUnread().model_dump(mode="json")], "kwargs": {}}
    took = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        caller.call_raw(f"notifications.{CountUnread.method()}", body, timeout=60, **headers)
        took.append(time.monotonic() - began)
        time.sleep(0.02)
    caller.close()
    return statistics.median(took) * 1000


def _member(stack: Stack) -> str:
    signer = Signer("identity", stack.blueprint.credentials.signing_key("identity"))
    return signer.sign(Actor(subject=str(uuid4()), portal="agent", roles=frozenset({Role.MEMBER})))


def _publish(url: str) -> None:
    publisher = ConfirmedPublisher(url, name="poison")
    for _ in range(POISON // BATCH):
        publisher.publish(Outgoing("", QUEUE, body) for body in _bodies(BATCH))
    publisher.close()


def _bodies(number: int) -> Iterator[bytes]:
    """The unbearable one is a proper envelope, but no database takes the zero byte in its id."""
    for _ in range(number // 2):
        yield UNREADABLE
        event = ApplicationWithdrawn(application_id=uuid4(), member_id=uuid4(), portal="agent", benefit_code="any")
        event_id, body = envelope(event, now=datetime.now(UTC), trace=None)
        yield body.replace(event_id.encode(), b"\\u0000" + event_id.encode())


def _look(stack: Stack) -> list[str]:
    """While their consumer is down, so that each is in some queue."""
    delays = {
        f"delay.{round(seconds * 1000)}" for seconds in ServiceSettings.model_fields["event_retry_delays"].default
    }
    stack.stop("notifications")
    try:
        with kombu.Connection(stack.blueprint.broker_url) as connection:
            everywhere = (QUEUE, f"retry.{QUEUE}", f"dead.{QUEUE}", *delays)
            wait_for(lambda: sum(_depth(connection, queue) for queue in everywhere) >= POISON, what="all of them found")
            for queue in (QUEUE, f"retry.{QUEUE}", f"dead.{QUEUE}"):
                if _depth(connection, queue):
                    connection.channel().queue_purge(queue)
    except AssertionError:
        return [f"not all of the {POISON} poison events are in a queue of their consumer"]
    finally:
        stack.start("notifications")
        stack.wait_until_ready()
    return []


def _depth(connection: kombu.Connection, queue: str) -> int:
    with connection.channel() as channel:
        try:
            return int(channel.queue_declare(queue, passive=True).message_count)
        except NotFound:
            return 0
