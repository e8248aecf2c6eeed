from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from deploy.native.parts.rabbitmq import RabbitMQ
from services.contracts.actor import Actor, Role
from services.contracts.base import Event
from services.kit.work import Work
from tests.integration.applications.catalogue import holidays
from tests.integration.applications.desk import Desk
from tests.integration.applications.neighbours import Neighbours
from tests.parts.caller import Caller
from tests.parts.house import House, url_of
from tests.parts.keys import Keys
from tests.parts.migrated import migrated
from tests.parts.service import RunningService


@pytest.fixture(scope="package")
def applications_database(house: House) -> Iterator[sa.Engine]:
    engine = migrated(house, "applications")
    yield engine
    engine.dispose()


@pytest.fixture(scope="package")
def neighbours(rabbitmq: RabbitMQ) -> Iterator[Neighbours]:
    neighbours = Neighbours(rabbitmq.url).start()
    yield neighbours
    neighbours.stop()


@pytest.fixture(scope="package")
def applications(house: House, applications_database: sa.Engine, neighbours: Neighbours) -> Iterator[RunningService]:
    service = house.service("applications", url_of(applications_database)).start()
    yield service
    service.kill()


@pytest.fixture
def desk(
    rabbitmq: RabbitMQ, applications: RunningService, neighbours: Neighbours, caller: Caller, keys: Keys
) -> Iterator[Desk]:
    """Where the benefit `holidays` is published."""
    desk = Desk(rabbitmq.url, caller, keys, neighbours)
    desk.catalogue(holidays())
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def own_database(house: House) -> Iterator[sa.Engine]:
    """Empty, and touched by no running service."""
    engine = migrated(house, "applications")
    yield engine
    engine.dispose()


class Bench:
    """Work on a database without a service around it, at whatever time."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.events: list[Event] = []

    def work(self, session: Session, now: datetime) -> Work:
        actor = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.OFFICER, Role.CATALOGUE}))
        return Work(actor=actor, now=now, session=session, record=self.events.append)

    def begin(self) -> Session:
        return Session(self._engine)

    @property
    def event_types(self) -> list[str]:
        return [event.event_type() for event in self.events]


@pytest.fixture
def bench(own_database: sa.Engine) -> Bench:
    return Bench(own_database)
