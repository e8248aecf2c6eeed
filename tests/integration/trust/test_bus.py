"""Each account of the broker does what the contracts ask of it, and nothing else. Tried on a broker of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.native.parts.ports import free_port
from deploy.native.parts.rabbitmq import RabbitMQ
from deploy.rabbitmq.catalogue import of_the_house
from deploy.rabbitmq.definitions import accounts, definitions
from tests.trust.bus import Bus

INTEGRATORS = ["payroll"]


@pytest.fixture(scope="module")
def broker(run_directory: Path) -> Iterator[RabbitMQ]:
    file = run_directory / "trust-definitions.json"
    passwords = {name: f"pass-of-{name}" for name in accounts(of_the_house(), INTEGRATORS)}
    file.write_text(
        definitions(of_the_house(), operator=("guest", "guest"), passwords=passwords, integrators=INTEGRATORS)
    )
    broker = RabbitMQ(run_directory / "trust-rabbitmq", free_port(), definitions=file)
    broker.start()
    yield broker
    broker.kill()


def test_no_account_may_do_what_no_contract_asks_for_nor_less(broker: RabbitMQ) -> None:
    def url_of(account: str, vhost: str) -> str:
        return broker.url_of(account, f"pass-of-{account}", vhost)

    table = Bus(url_of, of_the_house(), INTEGRATORS).try_everything()

    assert table.unexpected == []
    assert table.tried > 2000
