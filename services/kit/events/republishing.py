"""Kept events, published again as they were the first time: in order, confirmed, to the exchange and the journal."""

import importlib
import pkgutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from amqp.exceptions import NotFound  # type: ignore[import-untyped]  # it has none
from kombu import Connection

import services.contracts
from services.contracts.base import Event
from services.kit.broker.publishing import ConfirmedPublisher, Outgoing
from services.kit.broker.topology import events_exchange, journal
from services.kit.database.house_tables import PUBLISHED_EVENTS

BATCH = 500
TELL_EVERY = 10_000
_KEPT = PUBLISHED_EVENTS.c


class NotConnected(Exception):
    """Names the services that do not consume."""


@dataclass(frozen=True, slots=True)
class Asked:
    since: datetime
    until: datetime
    types: Sequence[str] = ()


def engine_of(database_url: str) -> sa.Engine:
    return sa.create_engine(
        sa.make_url(database_url).set(drivername="postgresql+psycopg2"),
        poolclass=sa.NullPool,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        connect_args={"connect_timeout": 5, "options": "-c statement_timeout=30000 -c timezone=UTC"},
    )


def republish(broker_url: str, engine: sa.Engine, asked: Asked) -> Counter[str]:
    """How many of each type; confirmed by the broker, in the order in which they were recorded. Raises NotPublished:
    those before it are published."""
    published: Counter[str] = Counter()
    publisher: ConfirmedPublisher | None = None
    try:
        for rows in _batches(engine, asked):
            service = _told_by(rows[0].envelope)
            exchange = events_exchange(service)
            publisher = publisher or ConfirmedPublisher(
                broker_url, name=f"{service} republication", declarations=[exchange, journal(service)]
            )
            publisher.publish(Outgoing(exchange.name, row.type, row.envelope, message_id=row.event_id) for row in rows)
            before = published.total()
            published.update(row.type for row in rows)
            if before // TELL_EVERY < published.total() // TELL_EVERY:
                print(f"{service}: {published.total()} events, until {rows[-1].published_at.isoformat()}", flush=True)
    finally:
        if publisher:
            publisher.close()
    return published


def count(engine: sa.Engine, asked: Asked) -> Counter[str]:
    """What `republish` would publish."""
    counted = sa.select(_KEPT.type, sa.func.count().label("number")).where(*_conditions(asked)).group_by(_KEPT.type)
    with engine.connect() as connection:
        return Counter({row.type: row.number for row in connection.execute(counted)})


def kept_since(engine: sa.Engine) -> datetime | None:
    with engine.connect() as connection:
        oldest: datetime | None = connection.scalar(sa.select(sa.func.min(_KEPT.published_at)))
    return oldest


def wait_for_consumers(broker_url: str, names: Sequence[str], *, within: float) -> None:
    """A broker that has lost its data has no queue until its consumer declares it, and what comes before passes it by.
    A service consumes calls only once all its queues are declared. Raises NotConnected."""
    give_up = time.monotonic() + within
    while absent := _absent(broker_url, names):
        if time.monotonic() > give_up:
            raise NotConnected(", ".join(absent))
        time.sleep(0.5)


def services_of_the_house() -> list[str]:
    """By their contracts, which every image holds."""
    found = []
    for module in pkgutil.iter_modules(services.contracts.__path__):
        declared = vars(importlib.import_module(f"services.contracts.{module.name}")).values()
        if any(isinstance(one, type) and issubclass(one, Event) and one is not Event for one in declared):
            found.append(module.name)
    return found


def _absent(broker_url: str, names: Sequence[str]) -> list[str]:
    with Connection(broker_url, connect_timeout=5) as connection:
        connection.ensure_connection(max_retries=1, interval_start=0.5)
        return [name for name in names if not _consumes(connection, name)]


def _consumes(connection: Connection, service: str) -> bool:
    channel = connection.channel()
    try:
        declared = channel.queue_declare(f"rpc-{service}", passive=True)
    except NotFound:
        return False  # and the broker has closed the channel
    channel.close()
    return bool(declared.consumer_count)


def _batches(engine: sa.Engine, asked: Asked) -> Iterator[Sequence[Any]]:
    """In batches, each a read of its own: none keeps rows from being pruned."""
    ordered = sa.tuple_(_KEPT.published_at, _KEPT.position)
    page = sa.select(PUBLISHED_EVENTS).where(*_conditions(asked)).order_by(*ordered).limit(BATCH)
    with engine.connect() as connection:
        rows = connection.execute(page).all()
        while rows:
            yield rows
            after = sa.tuple_(sa.literal(rows[-1].published_at), sa.literal(rows[-1].position))
            rows = connection.execute(page.where(ordered > after)).all()


def _conditions(asked: Asked) -> Iterator[sa.ColumnElement[bool]]:
    yield _KEPT.published_at >= asked.since
    yield _KEPT.published_at < asked.until
    if asked.types:
        yield _KEPT.type.in_(asked.types)


def _told_by(envelope: bytes) -> str:
    return str(orjson.loads(envelope)["source"]).removeprefix("/")
