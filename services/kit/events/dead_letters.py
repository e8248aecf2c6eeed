"""`python -m services.kit.events.dead_letters list|replay [--queue Q] [--id ID ...]`: what consumers gave up on, over
plain AMQP, on the broker of BROKER_URL (and BROKER_CA_FILE and so on, where that is over TLS)."""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from amqp.exceptions import NotFound  # type: ignore[import-untyped]  # it has none
from kombu import Connection
from kombu.exceptions import OperationalError
from pydantic import ValidationError

import services
from services.contracts.identity import Acted
from services.kit.broker.envelopes import envelope
from services.kit.broker.publishing import ConfirmedPublisher, NotPublished, Outgoing
from services.kit.broker.topology import event_queue, events_exchange
from services.kit.broker.urls import connection_to
from services.kit.events.retries import ERROR, OURS, SINCE, TRIES, EventDelivery
from services.kit.settings import BrokerSettings, complaints
from services.kit.tls import BY_THE_SYSTEM, Tls
from services.kit.work import utc_now


@dataclass(frozen=True, slots=True)
class DeadLetter:
    queue: str
    id: str
    type: str
    error: str
    tries: int
    since: str


def list_dead(url: str, queues: Sequence[str], tls: Tls = BY_THE_SYSTEM) -> list[DeadLetter]:
    """They stay where they are."""
    with _letters(url, tls, queues) as found:
        return [letter for letter, _ in found]


def replay(url: str, queues: Sequence[str], tls: Tls = BY_THE_SYSTEM, *, ids: set[str] | None = None) -> int:
    """Back to their consumers, as if they came for the first time; all of them, or those of `ids`. Each leaves the
    dead letters only when the broker has confirmed it elsewhere. Raises NotPublished."""
    publisher = ConfirmedPublisher(url, name="dead letters", tls=tls)
    replayed = 0
    with _letters(url, tls, queues) as found:
        for letter, message in found:
            if ids is not None and letter.id not in ids:
                continue
            delivery = _delivery(letter.queue, message)
            publisher.publish([delivery.onward("", letter.queue)])
            message.ack()
            replayed += 1
    publisher.close()
    return replayed


def queues_of_services() -> list[str]:
    """Of each consumer of each service whose code is here (an image holds one service)."""
    found = []
    for package in pkgutil.iter_modules(services.__path__):
        try:
            module = importlib.import_module(f"services.{package.name}.service")
        except ModuleNotFoundError:
            continue
        found += [queue for member in vars(module).values() if isinstance(member, type) for queue in _queues(member)]
    return sorted(set(found))


def _queues(service: type) -> Iterator[str]:
    for method_name, method in vars(service).items():
        for entrypoint in getattr(method, "nameko_entrypoints", ()):
            event = getattr(entrypoint, "event_type", None)
            if event is not None:
                yield event_queue(event.service(), event.event_type(), getattr(service, "name", ""), method_name).name


@contextmanager
def _letters(url: str, tls: Tls, queues: Sequence[str]) -> Iterator[Iterator[tuple[DeadLetter, Any]]]:
    """Held unacknowledged, each once, until the block ends; those not acknowledged by then stay."""
    with connection_to(url, tls, connect_timeout=5) as connection:
        connection.ensure_connection(max_retries=1, interval_start=0.5)
        yield (found for queue in queues for found in _letters_of(connection, queue))


def _letters_of(connection: Connection, queue: str) -> Iterator[tuple[DeadLetter, Any]]:
    channel = connection.channel()
    try:
        count = channel.queue_declare(f"dead.{queue}", passive=True).message_count
    except NotFound:
        return  # this consumer never ran here
    for _ in range(count):
        message = channel.basic_get(f"dead.{queue}")
        if message is None:
            return
        kombu_message = channel.message_to_python(message)
        yield _read(queue, kombu_message), kombu_message


def _read(queue: str, message: Any) -> DeadLetter:
    headers = message.headers or {}
    try:
        event = orjson.loads(message.body)
        event_type, event_id = str(event["type"]), str(event["id"])
    except (ValueError, LookupError, TypeError):
        event_type, event_id = "?", "?"
    return DeadLetter(
        queue=queue,
        id=message.properties.get("message_id") or event_id,
        type=event_type,
        error=str(headers.get(ERROR, "rejected by the broker")),
        tries=int(headers.get(TRIES, 0)),
        since=str(headers.get(SINCE, "?")),
    )


def _delivery(queue: str, message: Any) -> EventDelivery:
    body = message.body
    return EventDelivery(
        queue=queue,
        body=body.encode() if isinstance(body, str) else bytes(body),
        headers={name: value for name, value in (message.headers or {}).items() if name not in OURS},
        message_id=message.properties.get("message_id"),
        content_type=message.content_type or "application/json",
    )


def _write_down(url: str, tls: Tls, queues: Sequence[str], ids: set[str] | None) -> None:
    """In the audit, before it is done. Raises NotPublished: what cannot be written down is not done either."""
    now, which = utc_now(), queues[0] if len(queues) == 1 else None
    act = Acted.by_operator("dead_letters_replayed", now, "queue", which, detail=" ".join(sorted(ids or ())) or None)
    event_id, body = envelope(act, now=now, trace=None)
    publisher = ConfirmedPublisher(url, name="dead letters", tls=tls)
    exchange = events_exchange(act.service()).name
    publisher.publish([Outgoing(exchange, act.event_type(), body, message_id=event_id, mandatory=True)])
    publisher.close()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="dead_letters", description="What consumers gave up on.")
    parser.add_argument("what", choices=["list", "replay"], nargs="?", default="list")
    parser.add_argument("--queue", action="append", help="a consumer's queue; all of them without")
    parser.add_argument("--id", action="append", help="replay only this event")
    asked = parser.parse_args(arguments)
    queues = asked.queue or queues_of_services()
    try:
        settings = BrokerSettings()
    except ValidationError as error:
        print(complaints(error), file=sys.stderr)
        return 1
    ids = set(asked.id) if asked.id else None
    try:
        return _do(asked.what, settings.broker_url, settings.broker_tls, queues, ids)
    except (OperationalError, NotPublished) as error:
        print(f"the broker of BROKER_URL does not answer: {error}", file=sys.stderr)
        return 1


def _do(what: str, url: str, tls: Tls, queues: Sequence[str], ids: set[str] | None) -> int:
    if what == "replay":
        _write_down(url, tls, queues, ids)
        print(f"{replay(url, queues, tls, ids=ids)} replayed")
        return 0
    letters = list_dead(url, queues, tls)
    for letter in letters:
        print(letter.since, letter.queue, letter.type, letter.id, letter.error, f"{letter.tries} tries", sep="  ")
    print(f"{len(letters)} dead letters in {len(queues)} queues")
    return 0


if __name__ == "__main__":
    sys.exit(main())
