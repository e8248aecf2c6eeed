"""`@consumes(Event)`: what a service does when something happened elsewhere. Each event takes effect once, however
often and in whatever order it comes; one that fails is tried again later, and given up on where a person sees it."""

import logging
import time
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import eventlet
import sqlalchemy as sa
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint
from nameko.messaging import HeaderDecoder
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.base import Event
from services.contracts.refusals import Refusal, Unavailable
from services.kit.assertions import service_actor
from services.kit.broker.envelopes import Received, Undecodable, open_envelope
from services.kit.broker.publishing import NotPublished
from services.kit.broker.queue_consumer import SturdyQueueConsumer, body_bytes
from services.kit.broker.topology import event_queue, retry_queue
from services.kit.database.house_tables import INBOX
from services.kit.database.pool import DatabasePool
from services.kit.events.lanes import Lane, Lanes
from services.kit.events.retries import EventDelivery, Retries
from services.kit.telemetry import EVENT_AGE, EVENT_SECONDS, EVENTS_BY_OUTCOME, Trace, current_trace
from services.kit.work import Context, utc_now

__all__ = ["consumes"]

logger = logging.getLogger(__name__)


class Consumes(Entrypoint, HeaderDecoder):  # type: ignore[misc]  # nameko has no types
    """The entrypoint; `event_type` says what the method is told of."""

    queue_consumer = SturdyQueueConsumer()
    database = DatabasePool()
    retries = Retries()

    def __init__(self, event_type: type[Event], prepare: Callable[..., Any] | None = None) -> None:
        super().__init__()
        self.event_type = event_type
        self.prepare = prepare

    def setup(self) -> None:
        if self.container.service_name not in self.event_type.subscribers:
            raise TypeError(f"{self.event_type.__name__} does not name {self.container.service_name} as a subscriber")
        self.consumer = f"{self.container.service_name}.{self.method_name}"
        self.queue = event_queue(
            self.event_type.service(), self.event_type.event_type(), self.container.service_name, self.method_name
        )
        workers = self.container.config["SETTINGS"].max_workers
        self.lanes = Lanes(most=(workers + 1) // 2)
        self._comes_again = ComesAgain(self)
        for provider in (self, self._comes_again):
            self.queue_consumer.register_provider(provider)
        self.queue_consumer.when_lost(self.lanes.clear)

    @property
    def declarations(self) -> list[Any]:
        return list(self.retries.declarations)

    def stop(self) -> None:
        for provider in (self, self._comes_again):
            self.queue_consumer.unregister_provider(provider)
        self.lanes.clear()

    def handle_message(self, _body: object, message: Any) -> None:
        self.take(message, self.lanes.first)

    def take(self, message: Any, lane: Lane) -> None:
        self.lanes.take(lane, partial(self._start, message, lane))

    def _start(self, message: Any, lane: Lane) -> None:
        delivery = EventDelivery(
            queue=self.queue.name,
            body=body_bytes(message),
            headers=dict(message.headers or {}),
            message_id=message.properties.get("message_id"),
            content_type=message.content_type or "application/json",
        )
        occurrence = Occurrence(self, delivery)
        settle = partial(self.settle, message, occurrence, lane)
        try:
            self.container.spawn_worker(self, (occurrence,), {}, context_data={}, handle_result=settle)
        except ContainerBeingKilled:
            self.queue_consumer.requeue_message(message)

    def settle(
        self, message: Any, occurrence: "Occurrence", lane: Lane, _worker_ctx: Any, _result: Any, exc_info: Any
    ) -> tuple[Any, Any]:
        """Acknowledged only once the message is safe elsewhere, or its effect committed."""
        try:
            occurrence.see_to(exc_info[1] if exc_info else None)
        except NotPublished as error:
            # A broker that is gone takes it back by itself. One that is there, and refuses, gets it back in a while.
            logger.warning("not put off, it stays with the broker: %s", error)
            eventlet.sleep(1)
            self.queue_consumer.requeue_message(message)
        else:
            self.queue_consumer.ack_message(message)
        finally:
            self.lanes.done(lane, well=exc_info is None, seconds=occurrence.seconds)
        return None, None


class ComesAgain:
    """The consumer's second queue: what was put off. It has its own so that no live event waits behind it."""

    def __init__(self, entrypoint: Consumes) -> None:
        self._entrypoint = entrypoint
        self.queue = retry_queue(entrypoint.queue.name, entrypoint.container.service_name)

    def handle_message(self, _body: object, message: Any) -> None:
        self._entrypoint.take(message, self._entrypoint.lanes.again)


def consumes(
    *event_types: type[Event], prepare: Callable[..., Any] | None = None
) -> Callable[[Callable[..., None]], Callable[..., Any]]:
    """The method takes (event, work), or (event, work, prepared) with `prepare(service, event, context)`, which runs
    before the transaction: a query to the event's owner, the object store. Several events: of one name, of several
    services."""

    def decorate(method: Callable[..., None]) -> Callable[..., Any]:
        @wraps(method)
        def run(service: Any, occurrence: Occurrence) -> None:
            try:
                occurrence.run(service, method)
            except eventlet.Timeout as error:  # no Exception: it would end the process
                raise Unavailable("something takes too long") from error

        for event_type in event_types:
            Consumes.decorator(event_type, prepare=prepare)(run)
        return run

    return decorate


class Occurrence:
    """One delivery of one event."""

    def __init__(self, entrypoint: Consumes, delivery: EventDelivery) -> None:
        self._entrypoint = entrypoint
        self._delivery = delivery
        self._arrived = time.monotonic()
        self._outcome = "handled"

    def run(self, service: Any, method: Callable[..., None]) -> None:
        received = open_envelope(self._delivery.body, self._entrypoint.event_type)
        trace = Trace.carry_on(received.traceparent)
        current_trace.set(trace)
        context = Context(
            actor=service_actor(self._entrypoint.container.service_name),
            now=utc_now(),
            trace=trace,
            event_id=received.id,
            tries=self._delivery.tries,
        )
        arguments: tuple[Any, ...] = ()
        pool = self._entrypoint.database
        if self._entrypoint.prepare:
            with pool.work(context, read_only=True) as work:
                if self._was_handled(work.session, received):
                    self._outcome = "duplicate"
                    return
            arguments = (self._entrypoint.prepare(service, received.event, context),)
        limit = self._entrypoint.container.config["SETTINGS"].work_timeout
        with pool.work(context, seconds=limit) as work:
            if self._handles_first(work.session, received):
                method(service, received.event, work, *arguments)
            else:
                self._outcome = "duplicate"
        if received.time and self._outcome == "handled":
            age = (utc_now() - received.time).total_seconds()
            EVENT_AGE.labels(self._entrypoint.consumer).observe(max(0.0, age))

    @property
    def seconds(self) -> float:
        """Since it was begun."""
        return time.monotonic() - self._arrived

    def see_to(self, error: BaseException | None) -> None:
        """Raises NotPublished."""
        retries = self._entrypoint.retries
        if isinstance(error, Undecodable):
            self._outcome = "undecodable"
            retries.bury(self._delivery, str(error), self._delivery.tries + 1)
        elif isinstance(error, Unavailable):
            self._outcome = "unavailable"
            retries.wait(self._delivery, error.code)
        elif error is not None:
            self._outcome = "failed"
            logger.error("%s failed", self._entrypoint.consumer, exc_info=error)
            retries.fail(self._delivery, error.code if isinstance(error, Refusal) else type(error).__name__)
        self._tell()

    def _tell(self) -> None:
        consumer = self._entrypoint.consumer
        seconds = self.seconds
        EVENTS_BY_OUTCOME.labels(consumer, self._outcome).inc()
        EVENT_SECONDS.labels(consumer).observe(seconds)
        logger.info(
            "event",
            extra={
                "consumer": consumer,
                "event_id": self._delivery.message_id,
                "outcome": self._outcome,
                "ms": round(seconds * 1000, 1),
            },
        )

    def _was_handled(self, session: Session, received: Received) -> bool:
        mine = (INBOX.c.consumer == self._entrypoint.consumer, INBOX.c.event_id == received.id)
        return session.execute(sa.select(INBOX.c.event_id).where(*mine)).first() is not None

    def _handles_first(self, session: Session, received: Received) -> bool:
        """False where another transaction handled it. Waits for one that does so at this moment."""
        row = {"consumer": self._entrypoint.consumer, "event_id": received.id}
        claimed = insert(INBOX).values(**row).on_conflict_do_nothing().returning(INBOX.c.event_id)
        return session.execute(claimed).first() is not None
