from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from deploy.native.parts.mail_sink import MailSink
from deploy.native.parts.ports import free_port
from deploy.native.parts.rabbitmq import RabbitMQ
from tests.integration.notifications.bus import Bus
from tests.integration.notifications.identity import StandInIdentity
from tests.integration.notifications.mail_book import MailBook
from tests.parts.house import House, url_of
from tests.parts.keys import Keys
from tests.parts.migrated import migrated
from tests.parts.service import RunningService


@pytest.fixture(scope="package")
def notifications_database(house: House) -> Iterator[sa.Engine]:
    engine = migrated(house, "notifications")
    yield engine
    engine.dispose()


@pytest.fixture(scope="package")
def inbox(run_directory: Path) -> Iterator[MailSink]:
    sink = MailSink(run_directory / "mail", free_port(), free_port())
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture(scope="package")
def identity(rabbitmq: RabbitMQ, keys: Keys) -> Iterator[StandInIdentity]:
    stand_in = StandInIdentity(rabbitmq.url, keys).start()
    yield stand_in
    stand_in.stop()


def settings(inbox: MailSink) -> dict[str, str]:
    return {
        "PUBLIC_URL": "https://space.example",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(inbox.smtp_port),
        "MAIL_FROM": "no-reply@space.example",
        "SENDING_LEASE": "4",
        "SENDING_TIMEOUT": "3",
        "MAIL_INTERVAL": "0.2",
    }


@pytest.fixture(scope="package")
def notifications(
    house: House, notifications_database: sa.Engine, inbox: MailSink, identity: StandInIdentity
) -> Iterator[RunningService]:
    service = house.service("notifications", url_of(notifications_database), **settings(inbox)).start()
    yield service
    service.kill()


@pytest.fixture
def mails(notifications_database: sa.Engine) -> MailBook:
    return MailBook(notifications_database)


@pytest.fixture
def bus(rabbitmq: RabbitMQ, notifications: RunningService) -> Iterator[Bus]:
    """Once notifications listens."""
    bus = Bus(rabbitmq.url)
    yield bus
    bus.close()
