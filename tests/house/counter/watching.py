"""What tests see of the counter, and how they tell it things without the ledger."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pika
import sqlalchemy as sa

from services.kit.broker.envelopes import envelope
from tests.house.counter.tables import seen, tries, weather
from tests.house.ledger.contracts import EntryPosted

QUEUE = "evt-ledger-entry_posted--counter.on_entry_posted"


class Watched:
    """What the counter's database shows of one account."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.account = uuid4().hex

    def seen(self) -> Sequence[Any]:
        with self._engine.connect() as connection:
            rows = sa.select(seen.c.event_id, seen.c.trace_id).where(seen.c.account == self.account)
            return connection.execute(rows).all()

    def tries(self) -> list[datetime]:
        with self._engine.connect() as connection:
            return list(connection.scalars(sa.select(tries.c.at).where(tries.c.account == self.account)))

    def weather(self, says: str | None) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.delete(weather).where(weather.c.account == self.account))
            if says:
                connection.execute(sa.insert(weather).values(account=self.account, says=says))


class Wire:
    """Publishes on the ledger's exchange without the ledger."""

    def __init__(self, url: str) -> None:
        self._connection = pika.BlockingConnection(pika.URLParameters(url))
        self.channel = self._connection.channel()

    def close(self) -> None:
        if self._connection.is_open:
            try:
                self._connection.close()
            except pika.exceptions.AMQPError:
                return  # the broker went first

    def event(self, account: str) -> tuple[str, bytes]:
        return envelope(EntryPosted(entry_id=uuid4(), account=account), now=datetime.now(UTC), trace=None)

    def publish(self, body: bytes, message_id: str) -> None:
        properties = pika.BasicProperties(message_id=message_id, content_type="application/json")
        self.channel.basic_publish("ledger.events", "entry_posted", body, properties)

    def waiting(self, *queues: str) -> int:
        """In those of them that exist, delivered to nobody at this moment."""
        return sum(self._depth(queue) for queue in queues)

    def _depth(self, queue: str) -> int:
        channel = self._connection.channel()
        try:
            depth = int(channel.queue_declare(queue, passive=True).method.message_count)
        except pika.exceptions.ChannelClosedByBroker:
            return 0
        channel.close()
        return depth

    def publish_confirmed(self, body: bytes, message_id: str) -> None:
        """Persistent, and the broker has it."""
        self.channel.confirm_delivery()
        properties = pika.BasicProperties(message_id=message_id, content_type="application/json", delivery_mode=2)
        self.channel.basic_publish("ledger.events", "entry_posted", body, properties)
