"""nameko's queue consumer, made to outlive the broker: capped reconnect delay, topology declared anew after each
reconnect, raw messages (kombu would log what it cannot decode), and publishing on the consuming channel."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import amqp  # type: ignore[import-untyped]  # it has none
import eventlet
from kombu import Connection
from nameko.messaging import QueueConsumer

from services.kit.broker.publishing import BROKER_ERRORS, TRANSIENT
from services.kit.broker.urls import connection_to
from services.kit.broker.write_batching import WriteBatching

logger = logging.getLogger(__name__)

FIRST_DELAY, LONGEST_DELAY = 0.5, 1.0
LOOK_UP_EVERY = 0.25
"""Seconds of silence after which the loop sees to heartbeats, and to who wants to stop."""
LONGEST_OPENING = 30.0
"""Seconds that declaring and subscribing may take, together."""


class BrokerGone(Exception):
    """No connection to publish on at this moment."""


class _NobodyLeft(Exception):
    """Every provider has stopped while there was no broker."""


class _Doubtful(ConnectionError):
    """Its loop turns, but the broker would wait for this connection's word for ever: a new one has it deliver again."""


class SturdyQueueConsumer(QueueConsumer):  # type: ignore[misc]  # nameko has no types
    """Decision: README.md, "Outliving the broker". What is sent with `send` goes before every later `ack` on the same
    channel: where the broker has seen the ack, it has the message too, so a reply needs no confirm."""

    def __init__(self) -> None:
        super().__init__()
        self.connected_since: float | None = None
        self.set_aside = 0
        """Messages that may be here without being anybody's work yet: the broker must not wait for them to be done."""
        self.last_turn = time.monotonic()
        self._channel: Any = None
        self._unsettled: dict[int, float] = {}
        """When each message came that is neither acknowledged nor given back, by its delivery tag."""
        self._doubt = ""
        """Why the connection is to be given up, if it is."""
        self._opening: eventlet.Timeout | None = None
        self._pending_remove_providers: dict[Any, Any] = {}
        self._when_lost: list[Callable[[], None]] = []
        self._when_returned: list[Callable[[str], None]] = []

    @property
    def connection(self) -> Connection:
        settings = self.container.config["SETTINGS"]
        return connection_to(
            settings.broker_url,
            settings.broker_tls,
            heartbeat=settings.broker_heartbeat,
            connect_timeout=3,
            transport_options={"on_blocked": self._on_blocked, "on_unblocked": self._on_unblocked},
        )

    @property
    def connected(self) -> bool:
        return self.connected_since is not None

    @property
    def prefetch_count(self) -> int:
        workers: int = self.container.max_workers
        return workers + self.set_aside

    @property
    def turning(self) -> bool:
        """Whether its loop came round lately: draining messages or trying to reconnect, never stuck."""
        return time.monotonic() - self.last_turn < 15

    def holds_for(self) -> float:
        """Seconds since the oldest message came that is neither acknowledged nor given back. A handful of messages that
        nobody will ever settle use up the prefetch, and nothing comes any more."""
        return time.monotonic() - min(self._unsettled.values(), default=time.monotonic())

    def connect_anew(self, why: str) -> None:
        """At the next turn of the loop. What was held goes back to the broker, and comes again."""
        self._doubt = why

    def when_lost(self, tell: Callable[[], None]) -> None:
        self._when_lost.append(tell)

    def when_returned(self, tell: Callable[[str], None]) -> None:
        """Told the correlation id of a mandatory message that no queue took."""
        self._when_returned.append(tell)

    def send(self, exchange: str, routing_key: str, body: bytes, *, mandatory: bool = False, **properties: Any) -> None:
        """Raises BrokerGone. Unlike kombu's publish it reads nothing from the socket, which is the drain loop's."""
        content = amqp.basic_message.Message(
            body, content_type="application/json", content_encoding="utf-8", delivery_mode=TRANSIENT, **properties
        )
        channel = self._channel
        if channel is None:
            raise BrokerGone("not connected")
        try:
            channel.send_method(amqp.spec.Basic.Publish, "Bssbb", (0, exchange, routing_key, mandatory, False), content)
        except BROKER_ERRORS as error:
            raise BrokerGone(type(error).__name__) from error

    def ack_message(self, message: Any) -> None:
        self._settle(message, message.ack)

    def requeue_message(self, message: Any) -> None:
        self._settle(message, message.requeue)

    def reject_message(self, message: Any) -> None:
        self._settle(message, message.reject)

    def _settle(self, message: Any, settle: Callable[[], None]) -> None:
        if message.channel is not self._channel or not message.channel.connection:
            return  # it came on a connection that is gone: the broker has it back already
        try:
            settle()
        except BROKER_ERRORS as error:
            logger.warning("message not settled, the broker will deliver it again: %s", type(error).__name__)
            self.connect_anew("a message could neither be answered nor given back")
        self._unsettled.pop(message.delivery_tag, None)

    @contextmanager
    def establish_connection(self) -> Iterator[Connection]:
        with self.create_connection() as connection:
            connection.ensure_connection(
                self.on_connection_error,
                self.connect_max_retries,
                interval_start=FIRST_DELAY,
                interval_step=LONGEST_DELAY - FIRST_DELAY,
                interval_max=LONGEST_DELAY,
                callback=self._while_down,
            )
            try:
                yield connection
            except BROKER_ERRORS:
                connection.connection.collect()  # closing it politely would wait for a broker that may hang
                raise

    def on_connection_error(self, exc: Exception, interval: float) -> None:
        logger.warning("no broker (%s); again in %.1f s", type(exc).__name__, interval)

    def _while_down(self) -> None:
        """Without a connection nobody comes to `on_iteration`, where providers that stop are let go."""
        self.last_turn = time.monotonic()
        pending, self._pending_remove_providers = self._pending_remove_providers, {}
        for provider, removed in pending.items():
            self._consumers.pop(provider, None)
            removed.send()
        if not self._providers:
            raise _NobodyLeft

    def get_consumers(self, consumer_cls: Any, channel: Any) -> Any:
        # Before any consumer is open: what waits in a queue is delivered, and answered, while the next one opens.
        channel.events["basic_return"].add(self._on_return)
        WriteBatching.install(channel.connection.transport)
        self._channel = channel
        self._opening = eventlet.Timeout(LONGEST_OPENING, TimeoutError("the broker does not let it consume"))
        for provider in self._providers:
            self.last_turn = time.monotonic()
            for entity in getattr(provider, "declarations", ()):
                entity(channel).declare()
            consumer = consumer_cls(
                queues=[provider.queue], on_message=partial(self._on_message, provider), accept=self.accept
            )
            consumer.qos(prefetch_count=self.prefetch_count)
            self._consumers[provider] = consumer
        return self._consumers.values()

    def _on_message(self, provider: Any, message: Any) -> None:
        self._unsettled[message.delivery_tag] = time.monotonic()
        if getattr(provider, "handles_at_once", False) or self.container.has_a_worker_free:
            self._hand_over(provider, message)  # which will not wait: no greenlet of its own for it
        else:
            self.container.spawn_managed_thread(partial(self._hand_over, provider, message))

    def _hand_over(self, provider: Any, message: Any) -> None:
        try:
            provider.handle_message(message.body, message)
        except Exception:  # whatever it is: it ended the loop, and came again after each restart
            logger.exception("a message that nobody can take, set aside: %s", message.delivery_info["routing_key"])
            self.reject_message(message)

    def on_consume_ready(self, connection: Any, channel: Any, consumers: Any, **kwargs: Any) -> None:
        self._opened()
        self.connected_since = time.monotonic()
        super().on_consume_ready(connection, channel, consumers, **kwargs)

    def on_iteration(self) -> None:
        self.last_turn = time.monotonic()
        if self._doubt:
            raise _Doubtful(self._doubt)
        super().on_iteration()

    def run(self, *_args: Any, **_kwargs: Any) -> None:
        while not self.should_stop:
            try:
                for _ in self.consume(limit=None, safety_interval=LOOK_UP_EVERY):
                    pass
            except _NobodyLeft:
                return
            except BROKER_ERRORS as error:
                logger.warning("broker lost: %s: %s", type(error).__name__, error)
                eventlet.sleep(FIRST_DELAY)
            finally:
                self._lose()

    def _lose(self) -> None:
        self.connected_since, self._channel = None, None
        self._unsettled.clear()
        self._doubt = ""
        self._opened()
        for tell in self._when_lost:
            tell()

    def _opened(self) -> None:
        if self._opening:
            self._opening.cancel()

    def _on_blocked(self, reason: str) -> None:
        """The broker is out of memory or disk, and reads nothing more from this connection."""
        logger.error("the broker is blocked: %s", reason)
        self.connected_since = None

    def _on_unblocked(self) -> None:
        self.connected_since = time.monotonic()

    def _on_return(self, _exception: Exception, _exchange: str, _routing_key: str, message: Any) -> None:
        for tell in self._when_returned:
            tell(message.properties.get("correlation_id", ""))


def body_bytes(message: Any) -> bytes:
    """py-amqp decodes what says it is text."""
    body = message.body
    return body.encode() if isinstance(body, str) else bytes(body)
