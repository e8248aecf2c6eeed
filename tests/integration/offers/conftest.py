from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.parts.house import House, url_of
from tests.parts.migrated import migrated
from tests.parts.service import RunningService


@pytest.fixture(scope="package")
def offers_database(house: House) -> Iterator[sa.Engine]:
    engine = migrated(house, "offers")
    yield engine
    engine.dispose()


@pytest.fixture(scope="package", autouse=True)
def offers(house: House, offers_database: sa.Engine) -> Iterator[RunningService]:
    service = house.service("offers", url_of(offers_database)).start()
    yield service
    service.kill()
