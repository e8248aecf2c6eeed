from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.integration.identity.office import Ear, Office
from tests.parts.caller import Caller
from tests.parts.house import House, url_of
from tests.parts.migrated import migrated
from tests.parts.service import RunningService

CHEAP = {"ARGON2_MEMORY_KIB": "64", "ARGON2_PASSES": "1"}
SEAL_KEY = "a key of the tests, of thirty-two signs at least"


@pytest.fixture(scope="package")
def identity_database(house: House) -> Iterator[sa.Engine]:
    engine = migrated(house, "identity")
    yield engine
    engine.dispose()


@pytest.fixture(scope="package")
def identity(house: House, identity_database: sa.Engine) -> Iterator[RunningService]:
    service = house.service("identity", url_of(identity_database), SECRET_SEAL_KEY=SEAL_KEY, **CHEAP).start()
    yield service
    service.kill()


@pytest.fixture
def ear(house: House, identity: RunningService) -> Iterator[Ear]:
    ear = Ear(house.rabbitmq.url)
    yield ear
    ear.close()


@pytest.fixture
def office(identity: RunningService, caller: Caller, house: House, ear: Ear) -> Office:
    return Office(caller, house.keys, ear)
