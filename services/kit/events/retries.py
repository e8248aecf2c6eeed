"""What becomes of an event that was not handled: put off and tried again, or given up on where a person sees it."""

import logging
from dataclasses import dataclass
from typing import Any

from nameko.extensions import SharedExtension

from services.kit.broker.publishing import ConfirmedPublisher, Outgoing
from services.kit.broker.topology import DEAD_LETTER_EXCHANGE, delay_exchange, delay_queues, retries_exchange
from services.kit.telemetry import EVENTS_GIVEN_UP, RETRIES
from services.kit.work import utc_now

logger = logging.getLogger(__name__)

MOST_TRIES = 5
TRIES, WAITS, ERROR, SINCE = "x-tries", "x-waits", "x-error", "x-since"
OURS = frozenset({TRIES, WAITS, ERROR, SINCE})
_BROKERS = ("x-death", "x-first-death", "x-last-death", "x-delivery-count", "x-acquired-count", "x-opt-")


@dataclass(frozen=True, slots=True)
class EventDelivery:
    """One event on its way to one consumer."""

    queue: str
    body: bytes
    headers: dict[str, Any]
    message_id: str | None
    content_type: str

    @property
    def tries(self) -> int:
        return int(self.headers.get(TRIES, 0))

    @property
    def waits(self) -> int:
        return int(self.headers.get(WAITS, 0))

    def onward(self, exchange: str, routing_key: str, **headers: Any) -> Outgoing:
        """The same message, without what the broker noted on it: it would take a second round for an endless one."""
        kept = {name: value for name, value in self.headers.items() if not name.startswith(_BROKERS)}
        return Outgoing(
            exchange=exchange,
            routing_key=routing_key,
            body=self.body,
            headers=kept | headers,
            message_id=self.message_id,
            content_type=self.content_type,
            mandatory=True,
        )


class Retries(SharedExtension):  # type: ignore[misc]  # nameko has no types
    def setup(self) -> None:
        settings = self.container.config["SETTINGS"]
        self._delays: tuple[float, ...] = settings.event_retry_delays
        self._service = self.container.service_name
        self.declarations = [retries_exchange(self._service), *delay_queues(self._service, self._delays)]
        self._publisher = ConfirmedPublisher(
            settings.broker_url,
            name=f"{self._service} retries",
            tls=settings.broker_tls,
            declarations=self.declarations,
        )

    def stop(self) -> None:
        self._publisher.close()

    def wait(self, delivery: EventDelivery, why: str) -> None:
        """A part is down: again and again, in the end at the longest delay. Raises NotPublished."""
        seconds = self._delay(delivery.waits)
        RETRIES.labels(delivery.queue, "unavailable").inc()
        self._put_off(delivery, seconds, **{WAITS: delivery.waits + 1, ERROR: why})

    def fail(self, delivery: EventDelivery, why: str) -> None:
        """It failed: again a little later, the fifth time no more. Raises NotPublished."""
        tries = delivery.tries + 1
        if tries >= MOST_TRIES:
            self.bury(delivery, why, tries)
            return
        RETRIES.labels(delivery.queue, "failed").inc()
        self._put_off(delivery, self._delay(tries - 1), **{TRIES: tries, ERROR: why})

    def bury(self, delivery: EventDelivery, why: str, tries: int) -> None:
        """Raises NotPublished."""
        since = utc_now().isoformat(timespec="seconds")
        headers = {TRIES: tries, ERROR: why, SINCE: since}
        self._publisher.publish([delivery.onward(DEAD_LETTER_EXCHANGE.name, delivery.queue, **headers)])
        EVENTS_GIVEN_UP.labels(delivery.queue).inc()
        logger.error("given up on", extra={"queue": delivery.queue, "event_id": delivery.message_id, "why": why})

    def _delay(self, round_: int) -> float:
        return self._delays[min(round_, len(self._delays) - 1)]

    def _put_off(self, delivery: EventDelivery, seconds: float, **headers: Any) -> None:
        exchange = delay_exchange(self._service, seconds).name
        self._publisher.publish([delivery.onward(exchange, f"retry.{delivery.queue}", **headers)])
        logger.warning(
            "put off",
            extra={
                "queue": delivery.queue,
                "event_id": delivery.message_id,
                "seconds": seconds,
                "why": headers[ERROR],
                "tries": headers.get(TRIES, delivery.tries),
            },
        )
