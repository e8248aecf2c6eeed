from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.integration.identity.office import Ear, Office
from tests.integration.identity.papers import Papers
from tests.parts.apart import make_roles, own_apart, url_as
from tests.parts.caller import Caller
from tests.parts.house import House
from tests.parts.migrated import migrated
from tests.parts.service import RunningService

CHEAP = {"ARGON2_MEMORY_KIB": "64", "ARGON2_PASSES": "1"}
ONE_NAME = {"NUMBER_REQUESTS_PER_PERSON": "1000000"}
"""All who ask for a number in these tests are called alike."""
SEAL_KEY = "a key of the tests, of thirty-two signs at least"


@pytest.fixture(scope="package")
def identity_database(house: House) -> Iterator[sa.Engine]:
    engine = migrated(house, "identity")
    make_roles(house, "identity", "identity_owner")
    own_apart(engine, "identity")
    yield engine
    engine.dispose()


@pytest.fixture(scope="package")
def identity(house: House, identity_database: sa.Engine) -> Iterator[RunningService]:
    """Under a role that owns none of its tables."""
    url = url_as(identity_database, "identity")
    service = house.service("identity", url, SECRET_SEAL_KEY=SEAL_KEY, **ONE_NAME, **CHEAP).start()
    yield service
    service.kill()


@pytest.fixture
def ear(house: House, identity: RunningService) -> Iterator[Ear]:
    ear = Ear(house.rabbitmq.url)
    yield ear
    ear.close()


@pytest.fixture(scope="package")
def papers(house: House) -> Iterator[Papers]:
    papers = Papers(house.rabbitmq.url).start()
    yield papers
    papers.stop()


@pytest.fixture
def office(identity: RunningService, caller: Caller, house: House, ear: Ear) -> Office:
    return Office(caller, house.keys, ear)
