"""Publishing that is finished only when the broker has confirmed it."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import amqp  # type: ignore[import-untyped]  # it has none
from eventlet.semaphore import Semaphore
from eventlet.timeout import Timeout
from kombu.exceptions import OperationalError

from services.kit.broker.urls import connection_to
from services.kit.tls import BY_THE_SYSTEM, Tls

logger = logging.getLogger(__name__)

PERSISTENT, TRANSIENT = 2, 1


@dataclass(frozen=True, slots=True)
class Outgoing:
    exchange: str
    routing_key: str
    body: bytes
    headers: dict[str, Any] = field(default_factory=dict)
    message_id: str | None = None
    content_type: str = "application/json"
    mandatory: bool = False


class NotPublished(Exception):
    """Not confirmed: the broker is gone, refused, or had nowhere to put it. It may have some of them all the same."""


BROKER_ERRORS: tuple[type[BaseException], ...] = (OSError, amqp.AMQPError, OperationalError)


class ConfirmedPublisher:
    """Of one connection, opened when first needed. `declarations` (kombu entities) are declared each time it opens.
    `bears_refusals`: a queue that takes nothing more is its owner's affair, and everybody else's has the message."""

    def __init__(
        self,
        url: str,
        *,
        name: str,
        tls: Tls = BY_THE_SYSTEM,
        declarations: Sequence[Any] = (),
        timeout: float = 5,
        bears_refusals: bool = False,
    ) -> None:
        self._url = url
        self._tls = tls
        self._name = name
        self._declarations = declarations
        self._timeout = timeout
        self._bears_refusals = bears_refusals
        self._one_at_a_time = Semaphore()
        self._connection: Any = None
        self._channel: Any = None
        self._waiting: set[int] = set()
        self._refused: list[str] = []

    def publish(self, messages: Iterable[Outgoing]) -> None:
        """All of them, or raises NotPublished. A connection that turns out dead is opened anew, once: what had been
        sent goes out again, so a consumer may see a message twice."""
        batch = list(messages)
        if not batch:
            return
        with self._one_at_a_time:
            fresh = self._connection is None
            try:
                self._publish(batch)
            except BROKER_ERRORS as error:
                self._drop()
                if fresh:
                    raise NotPublished(type(error).__name__) from error
                try:
                    self._publish(batch)
                except BROKER_ERRORS as again:
                    self._drop()
                    raise NotPublished(type(again).__name__) from again

    def close(self) -> None:
        self._drop()

    def _publish(self, batch: list[Outgoing]) -> None:
        # socket timeouts end at OSError too: a broker that hangs is a broker that is gone
        with Timeout(self._timeout + 3, TimeoutError("the broker does not answer")):
            if self._channel is None:
                self._open()
            self._refused = []
            self._waiting = set()
            for message in batch:
                content = amqp.basic_message.Message(
                    message.body,
                    content_type=message.content_type,
                    content_encoding="utf-8",
                    delivery_mode=PERSISTENT,
                    application_headers=message.headers,
                    **({"message_id": message.message_id} if message.message_id else {}),
                )
                self._sent += 1
                self._waiting.add(self._sent)
                self._channel.basic_publish(
                    content, exchange=message.exchange, routing_key=message.routing_key, mandatory=message.mandatory
                )
            while self._waiting:
                self._channel.connection.drain_events(timeout=self._timeout)
        if self._refused and self._bears_refusals:
            logger.warning("%s: %s", self._name, ", ".join(sorted(set(self._refused))))
        elif self._refused:
            raise NotPublished(", ".join(sorted(set(self._refused))))

    def _open(self) -> None:
        properties = {"client_properties": {"connection_name": self._name}}
        options = {"connect_timeout": 3, "heartbeat": 0, "transport_options": properties}
        opening = connection_to(self._url, self._tls, **options)
        opening.ensure_connection(max_retries=0)
        self._connection = opening.connection
        channel = opening.channel()
        for entity in self._declarations:
            entity(channel).declare()
        channel.confirm_select()
        channel.events["basic_ack"].add(self._on_ack)
        channel.events["basic_nack"].add(self._on_nack)
        channel.events["basic_return"].add(self._on_return)
        self._channel = channel
        self._sent = 0

    def _on_ack(self, delivery_tag: int, multiple: bool) -> None:  # py-amqp calls it so
        done = {tag for tag in self._waiting if tag <= delivery_tag} if multiple else {delivery_tag}
        self._waiting -= done

    def _on_nack(self, delivery_tag: int, multiple: bool) -> None:  # py-amqp calls it so
        self._on_ack(delivery_tag, multiple)
        self._refused.append("refused by the broker")

    def _on_return(self, _exception: Exception, exchange: str, routing_key: str, _message: Any) -> None:
        self._refused.append(f"nowhere to put {routing_key} of {exchange or 'the default exchange'}")

    def _drop(self) -> None:
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            connection.collect()  # closing it politely would wait for a broker that may hang
