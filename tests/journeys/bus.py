"""What lies on the bus of a running stack: the journal, as integrators read it, and the dead letters, over plain AMQP;
and every event as it was told inside, which the databases keep."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pika
import sqlalchemy as sa
from pika.adapters.blocking_connection import BlockingChannel

from deploy.native.blueprint import SERVICES
from services.contracts.base import Event
from services.kit.broker.topology import JOURNAL, dead_call_queue
from services.kit.database.house_tables import OUTBOX, PUBLISHED_EVENTS
from services.kit.events.dead_letters import queues_of_services
from tests.parts.house import driven

Told = tuple[pika.BasicProperties, bytes]


@contextmanager
def channel_to(broker: str) -> Iterator[BlockingChannel]:
    connection = pika.BlockingConnection(pika.URLParameters(broker))
    try:
        yield connection.channel()
    finally:
        connection.close()


def journal(integrator: str) -> list[Told]:
    """What integrators were told in a week, oldest first."""
    found: list[Told] = []
    with channel_to(integrator) as channel:
        channel.basic_qos(prefetch_count=200)
        arguments = {"x-stream-offset": "first"}
        for method, properties, body in channel.consume(JOURNAL, arguments=arguments, inactivity_timeout=1):
            if method is None:
                return found
            found.append((properties, body))
            channel.basic_ack(method.delivery_tag)
    return found


def told_inside(databases: Mapping[str, str]) -> list[bytes]:
    """The envelope of every event, public or not."""
    found: list[bytes] = []
    for url in databases.values():
        engine = sa.create_engine(driven(url), poolclass=sa.NullPool)
        with engine.connect() as connection:
            for table in (PUBLISHED_EVENTS, OUTBOX):
                found += connection.scalars(sa.select(table.c.envelope)).all()
    return found


def dead_letters(broker: str) -> list[bytes]:
    """Of the consumers of events and of the calls. They stay where they are."""
    names = [f"dead.{name}" for name in queues_of_services()] + [dead_call_queue(name).name for name in SERVICES]
    found = []
    for name in names:
        with channel_to(broker) as channel:  # what is not acknowledged goes back when it closes
            waiting = channel.queue_declare(name, passive=True).method.message_count
            found += [body for _ in range(waiting) if (body := channel.basic_get(name)[2]) is not None]
    return found


def decoded(told: Told) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(told[1])
    return event


def first_field(event: type[Event]) -> str:
    return next(iter(event.model_fields))
