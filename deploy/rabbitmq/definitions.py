"""What the broker reads at its start: accounts with their rights, the virtual hosts, and the exchanges that are
nobody's own. Nothing here is taken away by being read again."""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from kombu import Queue

from deploy.rabbitmq import rights
from deploy.rabbitmq.catalogue import GATEWAY, Catalogue
from deploy.rabbitmq.rights import EVERYTHING, Rights
from services.kit.broker.integrators import VHOST as INTEGRATORS
from services.kit.broker.topology import (
    DEAD_LETTER_EXCHANGE,
    JOURNAL,
    JOURNAL_ARGUMENTS,
    RPC_EXCHANGE,
    dead_call_queue,
    dead_letter_queue,
    events_exchange,
)

HOUSE = "/"
DAY = 24 * 3600 * 1000
LEFT_ALONE = {"max-length": 1_000_000, "max-length-bytes": 512_000_000, "expires": 14 * DAY}
"""What bounds an integrator's queue that nobody reads: the disk is the house's too."""
MOST_QUEUES = 200
MOST_CONNECTIONS = 20


def accounts(catalogue: Catalogue, integrators: Iterable[str]) -> list[str]:
    """That need a password, beside the operator."""
    return [*catalogue.services, GATEWAY, *integrators]


def granted(
    catalogue: Catalogue, integrators: Iterable[str], *, upgrading: bool = False
) -> dict[tuple[str, str], Rights]:
    """By account and virtual host."""
    found = {(GATEWAY, HOUSE): rights.of_gateway(catalogue)}
    for service in catalogue.services:
        found[(service, HOUSE)] = rights.of_service(service, catalogue, upgrading=upgrading)
        found[(service, INTEGRATORS)] = rights.of_service_among_integrators(service, catalogue)
    for integrator in integrators:
        found[(integrator, INTEGRATORS)] = rights.of_integrator(integrator, catalogue)
    return found


def definitions(
    catalogue: Catalogue,
    *,
    operator: tuple[str, str],
    passwords: Mapping[str, str],
    integrators: Iterable[str] = (),
    upgrading: bool = False,
) -> str:
    """`operator`: name and password of who may do everything. `passwords`: of the other accounts, by name.
    `upgrading`: the version before still runs beside this one, and its replies go by keys without a name."""
    told = list(integrators)
    name, password = operator
    given = granted(catalogue, told, upgrading=upgrading)
    given |= {(name, vhost): EVERYTHING for vhost in (HOUSE, INTEGRATORS)}
    users = [_user(account, passwords[account], told) for account in accounts(catalogue, told)]
    return json.dumps(
        {
            "vhosts": [{"name": HOUSE}, {"name": INTEGRATORS}],
            "users": [{**_user(name, password, ()), "tags": "administrator"}, *users],
            "permissions": [_permission(account, vhost, right) for (account, vhost), right in given.items()],
            "topic_permissions": [
                {"user": account, "vhost": vhost, "exchange": exchange, "write": topic.write, "read": topic.read}
                for (account, vhost), right in given.items()
                for exchange, topic in right.topics.items()
            ],
            "exchanges": [*_exchanges(catalogue)],
            "queues": [
                {"name": JOURNAL, "vhost": INTEGRATORS, **_LASTS, "arguments": JOURNAL_ARGUMENTS},
                *(
                    {"name": queue.name, "vhost": HOUSE, **_LASTS, "arguments": queue.queue_arguments}
                    for queue in _dead_letters(catalogue)
                ),
            ],
            "bindings": [
                *(_binding(INTEGRATORS, events_exchange(each).name, "#", JOURNAL) for each in catalogue.services),
                *(
                    _binding(HOUSE, queue.exchange.name, queue.routing_key, queue.name)
                    for queue in _dead_letters(catalogue)
                ),
            ],
            "policies": [
                {
                    "name": "left alone",
                    "vhost": INTEGRATORS,
                    "pattern": rf"^(?!{JOURNAL}$)",
                    "apply-to": "queues",
                    "definition": LEFT_ALONE,
                    "priority": 0,
                }
            ],
            "parameters": [
                {
                    "component": "vhost-limits",
                    "vhost": INTEGRATORS,
                    "name": "limits",
                    "value": {"max-queues": MOST_QUEUES},
                }
            ],
        },
        indent=1,
    )


_LASTS = {"durable": True, "auto_delete": False}


def _user(name: str, password: str, integrators: Iterable[str]) -> dict[str, Any]:
    """RabbitMQ's own hash: salt + SHA-256(salt + password). The salt is the same each time, so that writing them again
    changes nothing: these passwords are drawn at random, and no table has them."""
    salt = hashlib.sha256(f"{name}:{password}".encode()).digest()[:4]
    hashed = base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
    return {
        "name": name,
        "password_hash": hashed,
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": "",
        **({"limits": {"max-connections": MOST_CONNECTIONS}} if name in integrators else {}),
    }


def _permission(account: str, vhost: str, right: Rights) -> dict[str, str]:
    return {
        "user": account,
        "vhost": vhost,
        "configure": right.configure,
        "write": right.write,
        "read": right.read,
    }


def _exchanges(catalogue: Catalogue) -> list[dict[str, Any]]:
    shared = [RPC_EXCHANGE, DEAD_LETTER_EXCHANGE, *(events_exchange(service) for service in catalogue.services)]
    outside = [events_exchange(service) for service in catalogue.services]
    return [
        {"name": one.name, "vhost": vhost, "type": one.type, **_LASTS, "internal": False, "arguments": {}}
        for vhost, exchanges in ((HOUSE, shared), (INTEGRATORS, outside))
        for one in exchanges
    ]


def _dead_letters(catalogue: Catalogue) -> list[Queue]:
    """No service declares or reads them: who may bind to their exchange has everybody's dead letters."""
    events = [dead_letter_queue(name) for name in catalogue.event_queues]
    return [*events, *(dead_call_queue(service) for service in catalogue.services)]


def _binding(vhost: str, exchange: str, routing_key: str, queue: str) -> dict[str, Any]:
    return {
        "source": exchange,
        "vhost": vhost,
        "destination": queue,
        "destination_type": "queue",
        "routing_key": routing_key,
        "arguments": {},
    }
