"""The exchanges and queues of the bus, declared alike by whoever comes first. Nothing here is refused by RabbitMQ 4."""

from collections.abc import Iterable
from typing import Any

from kombu import Exchange, Queue

from services.kit.retention import JOURNAL_DAYS

RPC_EXCHANGE = Exchange("nameko-rpc", "topic", durable=True)
DEAD_LETTER_EXCHANGE = Exchange("dead-letters", "direct", durable=True)
JOURNAL = "agentspace.journal"
LOOPBACK = "loopback"
"""The method under which a service calls itself, to prove that it consumes."""

_NEVER = 1_000_000
"""RabbitMQ 4 drops a quorum queue's message after 20 deliveries unless told otherwise; listing dead letters counts."""


def events_exchange(service: str) -> Exchange:
    return Exchange(f"{service}.events", "topic", durable=True)


def journal(service: str) -> Queue:
    """Every event of every service, for a week, to replay from."""
    return Queue(
        JOURNAL,
        events_exchange(service),
        routing_key="#",
        durable=True,
        queue_arguments={
            "x-queue-type": "stream",
            "x-max-age": f"{JOURNAL_DAYS}D",
            "x-stream-max-segment-size-bytes": 50_000_000,
        },
    )


def event_queue(source: str, event_type: str, service: str, method: str) -> Queue:
    name = f"evt-{source}-{event_type}--{service}.{method}"
    return Queue(
        name,
        events_exchange(source),
        routing_key=event_type,
        durable=True,
        queue_arguments={
            **_quorum(),
            # Counts deliveries that ended without an ack: each try that kills the process, each connection lost.
            "x-delivery-limit": 100,
            "x-dead-letter-exchange": DEAD_LETTER_EXCHANGE.name,
            "x-dead-letter-routing-key": name,
        },
    )


def retry_queue(queue: str) -> Queue:
    """Where an event that was put off comes back to: behind no live one, and before none."""
    return Queue(
        f"retry.{queue}",
        durable=True,
        queue_arguments={
            **_quorum(),
            "x-delivery-limit": 100,
            "x-dead-letter-exchange": DEAD_LETTER_EXCHANGE.name,
            "x-dead-letter-routing-key": queue,
        },
    )


def dead_letter_queue(queue: str) -> Queue:
    return Queue(
        f"dead.{queue}",
        DEAD_LETTER_EXCHANGE,
        routing_key=queue,
        durable=True,
        queue_arguments={"x-queue-type": "quorum", "x-delivery-limit": _NEVER},
    )


def delay_exchange(seconds: float) -> Exchange:
    return Exchange(f"delay.{round(seconds * 1000)}", "topic", durable=True)


def delay_queues(delays: Iterable[float]) -> list[Queue]:
    """Shared by all consumers: a message goes in with its retry queue as routing key, and by it comes back."""
    return [
        Queue(
            f"delay.{round(seconds * 1000)}",
            delay_exchange(seconds),
            routing_key="#",
            durable=True,
            queue_arguments={
                **_quorum(),
                "x-message-ttl": round(seconds * 1000),
                "x-dead-letter-exchange": "",
            },
        )
        for seconds in sorted(set(delays))
    ]


def call_queue(service: str, *, clustered: bool) -> Queue:
    name = f"rpc-{service}"
    quorum, classic = {"x-queue-type": "quorum", "x-delivery-limit": 5}, {"x-queue-type": "classic"}
    return Queue(
        name,
        RPC_EXCHANGE,
        routing_key=f"{service}.*",
        durable=True,
        queue_arguments={
            **(quorum if clustered else classic),
            "x-dead-letter-exchange": DEAD_LETTER_EXCHANGE.name,
            "x-dead-letter-routing-key": name,
        },
    )


def dead_call_queue(service: str) -> Queue:
    """Calls that expired unanswered or could not be read. They hold personal data, so they are kept just long enough to
    look at while the trouble lasts."""
    return Queue(
        f"dead.rpc-{service}",
        DEAD_LETTER_EXCHANGE,
        routing_key=f"rpc-{service}",
        durable=True,
        queue_arguments={
            "x-queue-type": "classic",
            "x-message-ttl": 15 * 60 * 1000,
            "x-max-length": 1000,
            "x-overflow": "drop-head",
        },
    )


def _quorum() -> dict[str, Any]:
    return {
        "x-queue-type": "quorum",
        "x-overflow": "reject-publish",  # at-least-once dead lettering asks for it
        "x-dead-letter-strategy": "at-least-once",
    }


def reply_queue(service: str, routing_key: str) -> Queue:
    """Never quorum, also where a virtual host makes that its default: it lives as long as one process."""
    return Queue(
        f"rpc.reply-{service}-{routing_key}",
        RPC_EXCHANGE,
        routing_key=routing_key,
        durable=True,
        queue_arguments={"x-queue-type": "classic", "x-expires": 5 * 60 * 1000},
    )
