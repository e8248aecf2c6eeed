"""The exchanges and queues of the bus. The exchanges that services share come with the broker's definitions
(deploy/rabbitmq); what is a service's own bears its name, and it alone may declare it: at each connection, so that what
was deleted is there again. Nothing here is refused by RabbitMQ 4."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from kombu import Exchange, Queue

from services.kit.retention import JOURNAL_DAYS

RPC_EXCHANGE = Exchange("nameko-rpc", "topic", durable=True, no_declare=True)
DEAD_LETTER_EXCHANGE = Exchange("dead-letters", "direct", durable=True, no_declare=True)
JOURNAL = "agentspace.journal"
"""Of what integrators are told, for a week: a stream to replay from, in their virtual host."""
JOURNAL_ARGUMENTS = {
    "x-queue-type": "stream",
    "x-max-age": f"{JOURNAL_DAYS}D",
    "x-stream-max-segment-size-bytes": 50_000_000,
}
LOOPBACK = "loopback"
"""The method under which a service calls itself, to prove that it consumes."""

_NEVER = 1_000_000
"""RabbitMQ 4 drops a quorum queue's message after 20 deliveries unless told otherwise; listing dead letters counts."""


def events_exchange(service: str) -> Exchange:
    return Exchange(f"{service}.events", "topic", durable=True, no_declare=True)


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


def retries_exchange(service: str) -> Exchange:
    """Where the delays of a service end: at its own retry queues and nowhere else. The default exchange, which reaches
    every queue by its name, is open to nobody."""
    return Exchange(f"retries.{service}", "direct", durable=True)


def retry_queue(queue: str, service: str) -> Queue:
    """Where an event that was put off comes back to: behind no live one, and before none."""
    name = f"retry.{queue}"
    return Queue(
        name,
        retries_exchange(service),
        routing_key=name,
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


def delay_exchange(service: str, seconds: float) -> Exchange:
    return Exchange(f"delay.{service}.{round(seconds * 1000)}", "fanout", durable=True)


def delay_queues(service: str, delays: Iterable[float]) -> list[Queue]:
    """Shared by the consumers of one service: a message goes in with its retry queue as routing key, and by it comes
    back."""
    return [
        Queue(
            delay_exchange(service, seconds).name,
            delay_exchange(service, seconds),
            durable=True,
            queue_arguments={
                **_quorum(),
                "x-message-ttl": round(seconds * 1000),
                "x-dead-letter-exchange": retries_exchange(service).name,
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


def sealed_call_queue(service: str) -> Queue:
    """Calls that hold secrets of people. They are transient, and what expires or cannot be read is dropped: no disk and
    no dead letter keeps them, in a cluster neither."""
    return Queue(
        f"rpc-{service}.sealed",
        RPC_EXCHANGE,
        routing_key=f"{service}.sealed.*",
        durable=True,
        queue_arguments={"x-queue-type": "classic"},
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


def reply_key(process: str) -> str:
    """Of one process (a service, or the gateway): nobody else may bind a queue to it."""
    return f"reply-{process}-{uuid4()}"


def reply_queue(key: str) -> Queue:
    """Never quorum, also where a virtual host makes that its default: it lives as long as one process."""
    return Queue(
        f"rpc.{key}",
        RPC_EXCHANGE,
        routing_key=key,
        durable=True,
        queue_arguments={"x-queue-type": "classic", "x-expires": 5 * 60 * 1000},
    )
