"""One account of the broker, trying things: true where the broker lets it."""

import logging
from collections.abc import Callable
from typing import Any

import pika
from pika.exceptions import (
    AMQPConnectionError,
    ChannelClosedByBroker,
    NackError,
    UnroutableError,
)

logging.getLogger("pika").setLevel(logging.CRITICAL)  # it warns of each refusal
REFUSED = 403
BRIEFLY = pika.BasicProperties(expiration="1", content_type="application/json")
"""Nobody is meant to read it."""


class NotLetIn(Exception):
    """Into this virtual host."""


class Account:
    def __init__(self, url: str) -> None:
        try:
            self._connection = pika.BlockingConnection(pika.URLParameters(url))
        except AMQPConnectionError as error:
            raise NotLetIn from error
        self._channel: Any = None

    def close(self) -> None:
        self._connection.close()

    def publishes(self, exchange: str, routing_key: str) -> bool:
        def publish(channel: Any) -> None:
            try:
                channel.basic_publish(exchange, routing_key, b"{}", BRIEFLY, mandatory=False)
            except (NackError, UnroutableError):
                return  # let in, and put nowhere

        return self._may(publish)

    def declares_queue(self, name: str) -> bool:
        """The rights are looked at before the arguments, which fit no queue of ours."""
        return self._may(lambda channel: channel.queue_declare(name, durable=True, arguments={"x-max-length": 4711}))

    def deletes_queue(self, name: str) -> bool:
        """Only where it is not there: its rights are looked at first."""
        return self._may(lambda channel: channel.queue_delete(name))

    def declares_exchange(self, name: str) -> bool:
        return self._may(lambda channel: channel.exchange_declare(name, "headers", arguments={"of": "nobody"}))

    def binds(self, queue: str, exchange: str, routing_key: str) -> bool:
        def bind(channel: Any) -> None:
            channel.queue_bind(queue, exchange, routing_key)
            channel.queue_unbind(queue, exchange, routing_key)

        return self._may(bind)

    def binds_exchange(self, destination: str, source: str, routing_key: str) -> bool:
        def bind(channel: Any) -> None:
            channel.exchange_bind(destination, source, routing_key)
            channel.exchange_unbind(destination, source, routing_key)

        return self._may(bind)

    def reads(self, queue: str) -> bool:
        """What it gets goes back."""

        def consume(channel: Any) -> None:
            channel.basic_qos(prefetch_count=1)
            tag = channel.basic_consume(queue, lambda *_: None, arguments={"x-priority": -10})
            channel.basic_cancel(tag)
            channel.basic_recover(requeue=True)

        return self._may(consume)

    def makes_queue(self, name: str, **options: Any) -> None:
        self._open().queue_declare(name, **options)

    def _open(self) -> Any:
        if self._channel is None or not self._channel.is_open:
            self._channel = self._connection.channel()
            self._channel.confirm_delivery()
        return self._channel

    def _may(self, attempt: Callable[[Any], object]) -> bool:
        """Any answer but a refusal: what is allowed may still fail for another reason."""
        try:
            attempt(self._open())
        except ChannelClosedByBroker as closed:
            return bool(closed.reply_code != REFUSED)
        return True
