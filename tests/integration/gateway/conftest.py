from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from deploy.native.parts.ports import free_port
from deploy.native.parts.rabbitmq import RabbitMQ
from gateway.bus import BrokerBus
from tests.integration.gateway.parts import Ear, Echo, call_keys, until
from tests.parts.broker import url_for, write_definitions
from tests.parts.keys import Keys


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def echo(rabbitmq: RabbitMQ, run_directory: Path) -> Iterator[Echo]:
    echo = Echo(rabbitmq, run_directory / "echo.log")
    echo.start()
    yield echo
    echo.kill()


@pytest.fixture(scope="module")
def own_broker(run_directory: Path) -> Iterator[RabbitMQ]:
    """For tests that stop it."""
    definitions = write_definitions(run_directory / "own-broker-definitions.json")
    broker = RabbitMQ(run_directory / "own-rabbitmq", free_port(), definitions=definitions)
    broker.start()
    yield broker
    broker.resume()
    broker.kill()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
async def bus(rabbitmq: RabbitMQ, keys: Keys, ear: Ear) -> AsyncIterator[BrokerBus]:
    bus = BrokerBus(url_for(rabbitmq, "gateway"), ear, call_keys(keys))
    bus.start()
    await until(lambda: bus.connected, "connected")
    yield bus
    await bus.close()


@pytest.fixture
async def frail_bus(own_broker: RabbitMQ, keys: Keys, ear: Ear) -> AsyncIterator[BrokerBus]:
    own_broker.start()
    bus = BrokerBus(url_for(own_broker, "gateway"), ear, call_keys(keys))
    bus.start()
    await until(lambda: bus.connected, "connected")
    yield bus
    await bus.close()
