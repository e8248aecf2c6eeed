"""The accounts of the tests' broker: those of the house, those of the services that only tests have, and guest, who is
the operator."""

from importlib import import_module
from pathlib import Path

from deploy.native.parts.rabbitmq import RabbitMQ
from deploy.rabbitmq.catalogue import Catalogue, of_the_house, read
from deploy.rabbitmq.definitions import accounts, definitions
from services.kit.broker.integrators import VHOST
from services.kit.broker.topology import event_queue

OPERATOR = "guest"
INTEGRATOR = "integrator"
_CONTRACTS = ("tests.house.ledger.contracts", "tests.house.counter.contracts", "tests.house.crowd.contracts")
_ECHO = "tests.integration.echo.contracts"
_CROWD = 12
"""Consumers of the crowd, which are numbered."""


def catalogue() -> Catalogue:
    queues = [
        event_queue("ledger", "entry_posted", "crowd", f"on_entry_posted_{number}").name for number in range(_CROWD)
    ]
    own = read([import_module(name) for name in (*_CONTRACTS, _ECHO)], queues)
    house = of_the_house()
    return Catalogue((*house.requests, *own.requests), (*house.events, *own.events), own.more_queues)


def password_of(account: str) -> str:
    return account if account == OPERATOR else f"password-of-{account}"


def write_definitions(file: Path) -> Path:
    everybody = catalogue()
    passwords = {name: password_of(name) for name in accounts(everybody, [INTEGRATOR])}
    operator = (OPERATOR, password_of(OPERATOR))
    file.write_text(definitions(everybody, operator=operator, passwords=passwords, integrators=[INTEGRATOR]))
    return file


def url_for(rabbitmq: RabbitMQ, account: str) -> str:
    """Of a service, the gateway or the integrator."""
    vhost = VHOST if account == INTEGRATOR else ""
    return rabbitmq.url_of(account, password_of(account), vhost)
