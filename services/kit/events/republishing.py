"""Kept events, published again as they were the first time: in order, confirmed, to integrators and inside."""

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
from services.kit.broker.integrators import integrators_url, public_part
from services.kit.broker.publishing import ConfirmedPublisher, Outgoing
from services.kit.broker.topology import events_exchange
from services.kit.broker.urls import connection_to
from services.kit.database.house_tables import PUBLISHED_EVENTS
from services.kit.tls import BY_THE_SYSTEM, Tls

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


def republish(broker_url: str, engine: sa.Engine, asked: Asked, tls: Tls = BY_THE_SYSTEM) -> Counter[str]:
    """How many of each type; confirmed by the broker, in the order in which they were recorded. Raises NotPublished:
    those before it are published."""
    services_of_the_house()  # whose contracts say what integrators are told
    published: Counter[str] = Counter()
    inside = ConfirmedPublisher(broker_url, name="republication", tls=tls)
    outside = ConfirmedPublisher(
        integrators_url(broker_url), name="republication for integrators", tls=tls, bears_refusals=True
    )
    try:
        for rows in _batches(engine, asked):
            service = _told_by(rows[0].envelope)
            exchange = events_exchange(service).name
            public = (public_part(exchange, row.type, row.event_id, row.envelope) for row in rows)
            outside.publish([told for told in public if told])
            inside.publish(Outgoing(exchange, row.type, row.envelope, message_id=row.event_id) for row in rows)
            before = published.total()
            published.update(row.type for row in rows)
            if before // TELL_EVERY < published.total() // TELL_EVERY:
                print(f"{service}: {published.total()} events, until {rows[-1].published_at.isoformat()}", flush=True)
    finally:
        for publisher in (inside, outside):
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


def wait_for_consumers(broker_url: str, names: Sequence[str], *, within: float, tls: Tls = BY_THE_SYSTEM) -> None:
    """A broker that has lost its data has no queue until its consumer declares it, and what comes before passes it by.
    A service consumes calls only once all its queues are declared. Raises NotConnected."""
    give_up = time.monotonic() + within
    while absent := _absent(broker_url, names, tls):
        if time.monotonic() > give_up:
            raise NotConnected(", ".join(absent))
        time.sleep(0.5)


def services_of_the_house() -> list[str]:
    """By their contracts, which every image holds."""
    names = [module.name for module in pkgutil.iter_modules(services.contracts.__path__)]
    modules = {name: importlib.import_module(f"services.contracts.{name}") for name in names}
    return [name for name, module in modules.items() if any(_happens(one) for one in vars(module).values())]


def _happens(one: object) -> bool:
    """A class that others refine never does."""
    return isinstance(one, type) and issubclass(one, Event) and not one.__subclasses__()


def _absent(broker_url: str, names: Sequence[str], tls: Tls) -> list[str]:
    with connection_to(broker_url, tls, connect_timeout=5) as connection:
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
