"""Publishes what transactions recorded. Any number of processes of a service may do so at once."""

import logging
import time
from collections.abc import Sequence
from typing import Any

import eventlet
import sqlalchemy as sa
from eventlet.event import Event as Signal
from nameko.extensions import SharedExtension
from sqlalchemy.dialects.postgresql import ARRAY

from services.kit.broker.integrators import integrators_url, public_part
from services.kit.broker.publishing import ConfirmedPublisher, NotPublished, Outgoing
from services.kit.broker.topology import events_exchange
from services.kit.database.house_tables import OUTBOX, PUBLISHED_EVENTS
from services.kit.telemetry import OUTBOX_AGE, OUTBOX_BACKLOG, PUBLISHED

logger = logging.getLogger(__name__)

BATCH = 100
LOOK_EVERY = 1.0
"""Seconds; for rows that another process recorded and did not live to publish."""
SLOWEST_RETRY = 2.0
MEASURE_EVERY = 5.0
LONGEST_BATCH = 30.0


def _keep_published() -> sa.Insert:
    """From the outbox to where they are kept, in one round. `statement_timestamp()` is one instant for all of them, and
    never before the broker confirmed them: whoever asks for what was published since then gets them."""
    kept = ("position", "event_id", "type", "envelope")
    published = sa.bindparam("published", type_=ARRAY(sa.BigInteger))
    gone = (
        sa.delete(OUTBOX).where(OUTBOX.c.position == sa.any_(published)).returning(*(OUTBOX.c[name] for name in kept))
    )
    moved = gone.cte("gone")
    return sa.insert(PUBLISHED_EVENTS).from_select(
        ["published_at", *kept], sa.select(sa.func.statement_timestamp(), *(moved.c[name] for name in kept))
    )


KEEP_PUBLISHED = _keep_published()


class OutboxRelay(SharedExtension):  # type: ignore[misc]  # nameko has no types
    _engine: sa.Engine

    def attach(self, engine: sa.Engine) -> None:
        self._engine = engine

    def setup(self) -> None:
        self._wanted = Signal()
        self._stopping = False
        self._measured = 0.0
        service = self.container.service_name
        self._exchange = events_exchange(service)
        settings = self.container.config["SETTINGS"]
        self._publisher = ConfirmedPublisher(
            settings.broker_url,
            name=f"{service} outbox",
            tls=settings.broker_tls,
        )
        self._publisher_outside = ConfirmedPublisher(
            integrators_url(settings.broker_url, settings.integrators_vhost),
            name=f"{service} outbox for integrators",
            tls=settings.broker_tls,
            bears_refusals=True,
        )

    def start(self) -> None:
        self._thread = self.container.spawn_managed_thread(self._run, identifier="outbox relay")

    def stop(self) -> None:
        """What was recorded until now still goes out, if the broker is there."""
        self._stopping = True
        self.wake()
        self._thread.wait()
        for publisher in (self._publisher, self._publisher_outside):
            publisher.close()

    def wake(self) -> None:
        if not self._wanted.ready():
            self._wanted.send()

    def _run(self) -> None:
        delay = LOOK_EVERY
        while True:
            stopping = self._stopping
            try:
                with eventlet.Timeout(LONGEST_BATCH, TimeoutError("the outbox takes too long")):
                    while self._publish_batch():
                        pass
                    self._measure()
                delay = LOOK_EVERY
            except Exception as error:  # an outage of either side ends; the relay outlives it
                told = str(error) if isinstance(error, NotPublished) else type(error).__name__
                logger.warning("outbox waits: %s", told)
                delay = min(delay * 2, SLOWEST_RETRY)
                eventlet.sleep(0.2)  # each commit wakes the relay: it shall not spin while it cannot publish
            if stopping:
                return
            with eventlet.Timeout(delay, False):  # noqa: FBT003  # eventlet's way to time out without an exception
                self._wanted.wait()
            if self._wanted.ready():
                self._wanted.reset()

    def _publish_batch(self) -> bool:
        """True where there may be more."""
        claim = sa.select(OUTBOX).order_by(OUTBOX.c.position).limit(BATCH).with_for_update(skip_locked=True)
        with self._engine.begin() as connection:
            rows = connection.execute(claim).all()
            if rows:
                self._publish(rows)
                connection.execute(KEEP_PUBLISHED, {"published": [row.position for row in rows]})
        for row in rows:
            PUBLISHED.labels(row.type).inc()
        return len(rows) == BATCH

    def _publish(self, rows: Sequence[Any]) -> None:
        """To integrators first: what is not confirmed there has not been told inside either, and both come again."""
        name = self._exchange.name
        outside = (public_part(name, row.type, row.event_id, row.envelope) for row in rows)
        self._publisher_outside.publish([told for told in outside if told])
        self._publisher.publish(Outgoing(name, row.type, row.envelope, message_id=row.event_id) for row in rows)

    def _measure(self) -> None:
        if time.monotonic() - self._measured < MEASURE_EVERY:
            return
        self._measured = time.monotonic()
        age = sa.func.extract("epoch", sa.func.now() - sa.func.min(OUTBOX.c.recorded_at))
        with self._engine.begin() as connection:
            backlog, oldest = connection.execute(sa.select(sa.func.count(), age).select_from(OUTBOX)).one()
        OUTBOX_BACKLOG.set(backlog)
        OUTBOX_AGE.set(float(oldest or 0))
