"""What a broker may deliver in its worst hour: everything again, in any order, and messages that nobody can handle."""

import asyncio
import json
import random
import time
from contextlib import suppress
from typing import Any
from uuid import uuid4

import kombu

from deploy.native.blueprint import SERVICES
from deploy.native.stack import Stack
from services.kit.broker.topology import events_exchange

UNREADABLE = b"\x00 this is no envelope"
QUEUE = "evt-applications-application_decided--notifications.on_application_decided"
TIMES, COMPANY, REPEATING = 5, 40, 12.0


async def repeat_every_event(stack: Stack) -> None:
    await asyncio.to_thread(_repeat, stack.blueprint.broker_url)


async def poison(stack: Stack) -> None:
    await asyncio.to_thread(_poison, stack.blueprint.broker_url)


async def poison_is_set_aside(stack: Stack) -> list[str]:
    """Both kinds, the unreadable and the unbearable, wait in the dead-letter queue and nowhere else."""
    for _ in range(60):
        depth = await asyncio.to_thread(_depth, stack.blueprint.broker_url, f"dead.{QUEUE}")
        if depth >= 2:
            return []
        await asyncio.sleep(1)
    return [f"dead.{QUEUE} holds {depth} messages instead of 2"]


def _repeat(url: str) -> None:
    """For as long as REPEATING: each event that is told is published five times more under its own id, in the company
    of others and in any order, while the next ones already happen."""
    with kombu.Connection(url, transport_options={"confirm_publish": True}) as connection:
        read: list[Any] = []

        def keep(message: Any) -> None:
            read.append(message)
            message.ack()

        told = [kombu.binding(events_exchange(service), routing_key="#") for service in SERVICES]
        queue = kombu.Queue(f"nonsense-{uuid4()}", bindings=told, exclusive=True)
        consumer = kombu.Consumer(connection.channel(), [queue], on_message=keep)
        consumer.qos(prefetch_count=500)
        consumer.consume()
        producer = kombu.Producer(connection.channel())
        repeated: set[str] = set()
        end = time.monotonic() + REPEATING
        while time.monotonic() < end:
            with suppress(TimeoutError):
                connection.drain_events(timeout=1)
            if len(read) >= COMPANY:
                repeated |= _publish_again(producer, [one for one in read if _id(one) not in repeated])
                read.clear()


def _publish_again(producer: Any, messages: list[Any]) -> set[str]:
    again = messages * TIMES
    random.Random(7).shuffle(again)
    for message in again:
        producer.publish(
            message.body,
            exchange=f"{json.loads(message.body)['source'].strip('/')}.events",
            routing_key=message.delivery_info["routing_key"],
            content_type=message.content_type,
            content_encoding=message.content_encoding,
            delivery_mode=2,
        )
    return {_id(message) for message in messages}


def _id(message: Any) -> str:
    return str(json.loads(message.body)["id"])


def _poison(url: str) -> None:
    envelope = {
        "specversion": "1.0",
        "id": str(uuid4()),
        "source": "/applications",
        "type": "application_decided",
        "subject": str(uuid4()),
        "time": "2026-01-01T00:00:00Z",
        "datacontenttype": "application/json",
        "data": {"application_id": "not an id"},
    }
    with kombu.Connection(url) as connection:
        producer = kombu.Producer(connection.channel())
        for body in (UNREADABLE, json.dumps(envelope).encode()):
            producer.publish(
                body, exchange="", routing_key=QUEUE, content_type="application/json", content_encoding="utf-8"
            )


def _depth(url: str, queue: str) -> int:
    with kombu.Connection(url) as connection:
        return int(connection.channel().queue_declare(queue, passive=True).message_count)
