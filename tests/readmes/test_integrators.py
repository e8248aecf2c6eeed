"""Each consumer that services/contracts/README.md shows hears an event of a running service: run as it stands there,
with nothing of ours but an account."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from gateway.api.examples import example_of
from services.contracts.applications import ApplicationDecided
from services.kit.broker.envelopes import envelope
from services.kit.database.house_tables import OUTBOX
from tests.parts.broker import INTEGRATOR, url_for
from tests.parts.house import House, url_of
from tests.parts.migrated import migrated
from tests.parts.waiting import wait_for
from tests.readmes.reading import snippets

OURS = [each for each in snippets() if each.readme == "services/contracts/README.md"]
CONSUMERS = [each for each in OURS if each.language == "python"]
(RUN_WITH_NAMEKO,) = [each.text for each in OURS if each.language == "sh"]


class Applications:
    """A running service, which tells what it is told to have decided."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def decide(self) -> str:
        """The event's id."""
        event = ApplicationDecided.model_validate(example_of(ApplicationDecided))
        event_id, body = envelope(event, now=datetime.now(UTC), trace=None)
        with self._engine.begin() as connection:
            row = {"event_id": event_id, "type": event.event_type(), "envelope": body}
            connection.execute(sa.insert(OUTBOX).values(**row))
        return event_id


@pytest.fixture(scope="module")
def broker_url(house: House) -> str:
    return url_for(house.rabbitmq, INTEGRATOR)


@pytest.fixture(scope="module")
def applications(house: House) -> Iterator[Applications]:
    engine = migrated(house, "applications")
    service = house.service("applications", url_of(engine)).start()
    applications = Applications(engine)
    yield applications
    service.kill()
    engine.dispose()


@pytest.fixture(scope="module")
def heard(
    broker_url: str, applications: Applications, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Path]]:
    """What each of them printed. They start together, for that is what takes long."""
    binaries = Path(sys.executable).parent
    environment = {
        "PATH": f"{binaries}:{os.environ['PATH']}",
        "BROKER_URL": broker_url,
        "PYTHONUNBUFFERED": "1",
    }
    processes, printed = [], []
    for consumer in CONSUMERS:
        folder = tmp_path_factory.mktemp("integrator")
        (folder / "listener.py").write_text(consumer.text)
        command = RUN_WITH_NAMEKO if "nameko" in consumer.text else "python listener.py"
        printed.append(folder / "printed")
        with printed[-1].open("w") as output:
            started = subprocess.Popen(
                ["sh", "-c", f"exec {command}"], cwd=folder, env=environment, stdout=output, stderr=output
            )
        processes.append(started)
    try:
        yield printed
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.mark.parametrize("number", range(len(CONSUMERS)), ids=[each.name for each in CONSUMERS])
def test_a_consumer_of_the_readme_hears_what_a_service_tells(
    applications: Applications, heard: list[Path], number: int
) -> None:
    told: list[str] = []

    def hears_one() -> bool:  # told again and again, for nobody knows when its queue is bound
        told.append(applications.decide())
        return any(event_id in heard[number].read_text() for event_id in told)

    try:
        wait_for(hears_one, what="an event that it printed")
    except AssertionError as error:
        raise AssertionError(heard[number].read_text()[-2000:]) from error
