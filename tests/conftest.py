import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from deploy.native.parts.ports import free_port
from deploy.native.parts.postgres import PostgreSQL
from deploy.native.parts.rabbitmq import RabbitMQ, Tls
from deploy.native.stack import Stack
from deploy.rabbitmq.catalogue import GATEWAY
from tests.journeys.belongings import Belongings
from tests.journeys.cast import Cast
from tests.journeys.stack import A_FEW_WORK_FOR_ALL, RunningStack
from tests.parts.broker import catalogue, write_definitions
from tests.parts.caller import Caller
from tests.parts.certificates import Authority
from tests.parts.house import House
from tests.parts.keys import Keys
from tests.parts.sharing import ByFolder

# What is tried does not depend on how fast the machine is.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

RUN = Path(__file__).parents[1] / ".run" / "tests"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFolder:
    return ByFolder(config, log)


@pytest.fixture(scope="session")
def run_directory() -> Iterator[Path]:
    directory = RUN / str(os.getpid())
    directory.mkdir(parents=True)
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def authority(run_directory: Path) -> Authority:
    return Authority(run_directory / "authority")


@pytest.fixture(scope="session")
def rabbitmq(run_directory: Path, authority: Authority) -> Iterator[RabbitMQ]:
    """Over TLS it is known by the name localhost, and by no other."""
    broker = RabbitMQ(
        run_directory / "rabbitmq",
        free_port(),
        tls=Tls(free_port(), *authority.sign("localhost"), authority.file),
        definitions=write_definitions(run_directory / "broker-definitions.json"),
    )
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture(scope="session")
def postgres(run_directory: Path) -> Iterator[PostgreSQL]:
    cluster = PostgreSQL(run_directory / "postgres", free_port(), options=("fsync=off",))
    cluster.start()
    yield cluster
    cluster.kill()


@pytest.fixture(scope="session")
def keys(run_directory: Path) -> Keys:
    Keys.of_the_house = Keys(run_directory / "keys")
    for process in (*catalogue().services, GATEWAY):  # a stand-in has one too
        Keys.of_the_house.call_key_of(process)
    return Keys.of_the_house


@pytest.fixture(scope="session")
def house(run_directory: Path, rabbitmq: RabbitMQ, postgres: PostgreSQL, keys: Keys) -> House:
    return House(run_directory, rabbitmq, postgres, keys)


@pytest.fixture
def caller(rabbitmq: RabbitMQ, keys: Keys) -> Iterator[Caller]:
    caller = Caller(rabbitmq.url, keys=keys)
    yield caller
    caller.close()


@pytest.fixture(scope="session")
def whole_stack(run_directory: Path) -> Iterator[Stack]:
    """Everything, with its demonstration: started once for all the tests that want it."""
    with Stack(run_directory / "stack", settings=A_FEW_WORK_FOR_ALL).running() as stack:
        yield stack


@pytest.fixture(scope="session")
def running_stack(whole_stack: Stack) -> RunningStack:
    return RunningStack.described_in(whole_stack.directory / "stack.json")


@pytest.fixture(scope="session")
def cast(running_stack: RunningStack, run_directory: Path) -> Cast:
    return Cast(running_stack, run_directory)


@pytest.fixture(scope="session")
def belongings(cast: Cast) -> Belongings:
    return Belongings(cast)
