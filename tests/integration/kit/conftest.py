from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.house.counter import tables as counter_tables
from tests.house.counter.watching import Watched, Wire
from tests.house.ledger import tables as ledger_tables
from tests.parts.house import House, url_of
from tests.parts.service import RunningService


@pytest.fixture(scope="module")
def ledger_database(house: House) -> Iterator[sa.Engine]:
    engine = house.new_engine("ledger")
    ledger_tables.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def counter_database(house: House) -> Iterator[sa.Engine]:
    engine = house.new_engine("counter")
    counter_tables.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def ledger(house: House, ledger_database: sa.Engine) -> Iterator[RunningService]:
    service = house.service("tests.house.ledger", url_of(ledger_database)).start()
    yield service
    service.kill()


@pytest.fixture(scope="module")
def counter(house: House, counter_database: sa.Engine) -> Iterator[RunningService]:
    service = house.service(
        "tests.house.counter",
        url_of(counter_database),
        EVENT_RETRY_DELAYS="0.1,0.1,0.2,0.3,0.4",
    ).start()
    yield service
    service.kill()


@pytest.fixture
def counter_of(counter_database: sa.Engine) -> Watched:
    return Watched(counter_database)


@pytest.fixture
def wire(house: House) -> Iterator[Wire]:
    wire = Wire(house.rabbitmq.url)
    yield wire
    wire.close()
