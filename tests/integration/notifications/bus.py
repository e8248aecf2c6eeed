"""Events as their owners publish them, and those of notifications as others hear them."""

import json
from typing import Any
from uuid import uuid4

import pika

from services.contracts.base import Event
from services.kit.broker.envelopes import envelope
from services.kit.work import utc_now
from tests.parts.waiting import wait_for


class Bus:
    def __init__(self, url: str) -> None:
        self._connection = pika.BlockingConnection(pika.URLParameters(url))
        self._channel = self._connection.channel()
        self._channel.confirm_delivery()

    def close(self) -> None:
        self._connection.close()

    def publish(self, event: Event) -> tuple[str, bytes]:
        """Its id and its bytes, to publish it again."""
        event_id, body = envelope(event, now=utc_now(), trace=None)
        self.repeat(event, body)
        return event_id, body

    def repeat(self, event: Event, body: bytes) -> None:
        properties = pika.BasicProperties(content_type="application/json", content_encoding="utf-8", delivery_mode=2)
        self._channel.basic_publish(f"{event.service()}.events", event.event_type(), body, properties)

    def listen(self, event_type: type[Event]) -> "Ear":
        queue = f"ear-{uuid4()}"
        self._channel.queue_declare(queue, exclusive=True)
        self._channel.queue_bind(queue, f"{event_type.service()}.events", event_type.event_type())
        return Ear(self._channel, queue)


class Ear:
    def __init__(self, channel: Any, queue: str) -> None:
        self._channel = channel
        self._queue = queue

    def hear(self, account_id: object) -> dict[str, Any]:
        """What is told of this account, its envelope."""
        return wait_for(lambda: self._next(str(account_id)), what="the event")

    def hears_no_more(self, account_id: object) -> bool:
        return self._next(str(account_id)) is None

    def _next(self, account_id: str) -> Any:
        while True:
            _, _, body = self._channel.basic_get(self._queue, auto_ack=True)
            if body is None:
                return None
            told = json.loads(body)
            if told["data"]["account_id"] == account_id:
                return told
