"""Who may do what on the broker, as regular expressions by account: read off the contracts, never written down.

A permission names queues and exchanges alike. To bind takes `write` on the queue and `read` on the exchange; a topic
permission says with which routing keys an account publishes to an exchange (`write`) and binds to it (`read`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from deploy.rabbitmq.catalogue import GATEWAY, Catalogue, Request
from services.contracts.base import Event
from services.kit.broker.topology import (
    DEAD_LETTER_EXCHANGE,
    JOURNAL,
    LOOPBACK,
    RPC_EXCHANGE,
    call_queue,
    events_exchange,
    retries_exchange,
    sealed_call_queue,
)

NOBODY = "^$"
ALL = ".*"
UUID = "[0-9a-f-]{36}"
METHOD = "[a-z0-9_]+"
OWN_NAME = "[A-Za-z0-9._-]+"
BEFORE_0_2 = UUID
"""The key that a reply went back by in the version before, which bears nobody's name."""


@dataclass(frozen=True)
class Topic:
    write: str = NOBODY
    read: str = NOBODY


@dataclass(frozen=True)
class Rights:
    """Of one account in one virtual host."""

    configure: str = NOBODY
    write: str = NOBODY
    read: str = NOBODY
    topics: dict[str, Topic] = field(default_factory=dict)


def of_service(name: str, catalogue: Catalogue, *, upgrading: bool = False) -> Rights:
    heard = catalogue.heard_by(name)
    replies = rf"rpc\.{_replies_to([name])}"
    own_queues = [re.escape(call_queue(name, clustered=False).name), replies]
    bound = [re.escape(f"{name}.*")]
    if catalogue.is_told_secrets(name):
        own_queues.append(re.escape(sealed_call_queue(name).name))
        bound.append(re.escape(sealed_call_queue(name).routing_key))
    if heard:
        sources = "|".join(sorted(f"{event.service()}-{event.event_type()}" for event in heard))
        own_queues.append(rf"(retry\.)?evt-({sources})--{name}\.{METHOD}")
    own = [*own_queues, rf"delay\.{name}\.[0-9]+", re.escape(retries_exchange(name).name)]
    calls, dead = re.escape(RPC_EXCHANGE.name), re.escape(DEAD_LETTER_EXCHANGE.name)
    told = re.escape(events_exchange(name).name)
    heard_from = sorted({re.escape(events_exchange(event.service()).name) for event in heard})
    asks = _calls_of(catalogue.sent_by(name))
    answers = [_replies_to({*catalogue.senders_to(name), name}), *([BEFORE_0_2] if upgrading else [])]
    keys = Topic(
        write=_any([*asks, re.escape(f"{name}.{LOOPBACK}"), *answers]),
        read=_any([*bound, _replies_to([name])]),
    )
    return Rights(
        configure=_any(own),
        write=_any([*own, calls, dead, told]),
        read=_any([*own, calls, *heard_from]),
        topics={
            RPC_EXCHANGE.name: keys,
            events_exchange(name).name: Topic(),
            **_topics_of_events(heard, tells=catalogue.told_by(name)),
        },
    )


def of_gateway(catalogue: Catalogue) -> Rights:
    heard = catalogue.heard_by(GATEWAY)
    own = [rf"rpc\.{_replies_to([GATEWAY])}", f"gateway-events-{UUID}"]
    calls = re.escape(RPC_EXCHANGE.name)
    heard_from = sorted({re.escape(events_exchange(event.service()).name) for event in heard})
    asks = _calls_of(catalogue.sent_by(GATEWAY))
    return Rights(
        configure=_any(own),
        write=_any([*own, calls]),
        read=_any([*own, calls, *heard_from]),
        topics={
            RPC_EXCHANGE.name: Topic(write=_any(asks), read=_any([_replies_to([GATEWAY])])),
            **_topics_of_events(heard),
        },
    )


def of_service_among_integrators(name: str, catalogue: Catalogue) -> Rights:
    """It tells them what is public of its events, and hears nothing from there."""
    exchange = events_exchange(name).name
    public = [event for event in catalogue.told_by(name) if event.public_fields]
    return Rights(
        write=_any([re.escape(exchange)]), topics={exchange: Topic(write=_any(event.event_type() for event in public))}
    )


def of_integrator(name: str, catalogue: Catalogue) -> Rights:
    """Queues of their own, by name, also as nameko names them; they publish nothing, and no queue but theirs and the
    journal is theirs to read."""
    own = [rf"{re.escape(name)}\.{OWN_NAME}", rf"evt-[a-z]+-[a-z_]+--{re.escape(name)}\.{METHOD}"]
    told = [re.escape(events_exchange(service).name) for service in catalogue.services]
    return Rights(configure=_any(own), write=_any(own), read=_any([*own, *told, re.escape(JOURNAL)]))


EVERYTHING = Rights(ALL, ALL, ALL)
"""The operator's: dead letters, events again, queues by hand. No process of ours runs with it."""


def _topics_of_events(heard: Iterable[type[Event]], tells: Iterable[type[Event]] = ()) -> dict[str, Topic]:
    written: dict[str, list[str]] = {}
    read: dict[str, list[str]] = {}
    for events, by_exchange in ((tells, written), (heard, read)):
        for event in events:
            by_exchange.setdefault(events_exchange(event.service()).name, []).append(event.event_type())
    return {
        exchange: Topic(_any(written.get(exchange, ())), _any(read.get(exchange, ())))
        for exchange in sorted(written.keys() | read.keys())
    }


def _calls_of(requests: Iterable[Request]) -> list[str]:
    """Their routing keys, by what they begin with: the broker compiles the expression anew for each key that it has not
    seen lately."""
    methods: dict[str, list[str]] = {}
    for request in requests:
        beginning, _, method = request.routing_key().rpartition(".")
        methods.setdefault(beginning, []).append(method)
    return [rf"{re.escape(beginning)}\.({'|'.join(sorted(found))})" for beginning, found in sorted(methods.items())]


def _replies_to(processes: Iterable[str]) -> str:
    return f"reply-({'|'.join(sorted(processes))})-{UUID}"


def _any(patterns: Iterable[str]) -> str:
    alternatives = list(patterns)
    return f"^({'|'.join(alternatives)})$" if alternatives else NOBODY
