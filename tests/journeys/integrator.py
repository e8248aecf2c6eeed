"""An integrator who subscribes with kombu, as they would at home: a queue of their own on our exchanges."""

import socket
from collections import deque
from typing import Any, Self
from uuid import uuid4

import kombu

from deploy.native.blueprint import INTEGRATOR


class Subscriber:
    """Collects the CloudEvents of `exchange` from the moment it is entered."""

    def __init__(self, broker: str, exchange: str, routing_key: str = "#") -> None:
        self._connection = kombu.Connection(broker.replace("amqp://", "pyamqp://", 1))
        self._queue = kombu.Queue(
            f"{INTEGRATOR}.{uuid4().hex}",
            kombu.Exchange(exchange, "topic", durable=True, no_declare=True),
            routing_key=routing_key,
            exclusive=True,
            auto_delete=True,
            durable=False,
        )
        self.events: deque[dict[str, Any]] = deque()

    def __enter__(self) -> Self:
        self._consumer = kombu.Consumer(
            self._connection.channel(), [self._queue], callbacks=[self._keep], accept=["json"]
        )
        self._consumer.consume()
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.release()

    def types_about(self, subject: str) -> list[str]:
        """The types of what came so far about one object, in order of arrival."""
        self._drain()
        return [event["type"] for event in self.events if event["subject"] == subject]

    def _drain(self) -> None:
        while True:
            try:
                self._connection.drain_events(timeout=0.2)
            except (TimeoutError, socket.timeout):  # noqa: UP041 - amqp raises the one or the other
                return

    def _keep(self, body: dict[str, Any], message: Any) -> None:
        self.events.append(body)
        message.ack()
