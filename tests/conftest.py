import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from deploy.native.parts.ports import free_port
from deploy.native.parts.postgres import PostgreSQL
from deploy.native.parts.rabbitmq import RabbitMQ, Tls
from deploy.native.stack import Stack
from tests.journeys.belongings import Belongings
from tests.journeys.cast import Cast
from tests.journeys.stack import RunningStack
from tests.parts.caller import Caller
from tests.parts.certificates import Authority
from tests.parts.house import House
from tests.parts.keys import Keys

# What is tried does not depend on how fast the machine is.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

RUN = Path(__file__).parents[1] / ".run" / "tests"


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
    broker = RabbitMQ(run_directory / "rabbitmq", free_port(), tls=Tls(free_port(), *authority.sign("localhost")))
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
    return Keys(run_directory / "keys")


@pytest.fixture(scope="session")
def house(run_directory: Path, rabbitmq: RabbitMQ, postgres: PostgreSQL, keys: Keys) -> House:
    return House(run_directory, rabbitmq, postgres, keys)


@pytest.fixture
def caller(rabbitmq: RabbitMQ) -> Iterator[Caller]:
    caller = Caller(rabbitmq.url)
    yield caller
    caller.close()


@pytest.fixture(scope="session")
def whole_stack(run_directory: Path) -> Iterator[Stack]:
    """Everything, with its demonstration: started once for all the tests that want it."""
    with Stack(run_directory / "stack").running() as stack:
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
