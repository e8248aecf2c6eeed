"""A real S3 store and a real clamd, one of each for all these tests."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from pydantic import SecretStr

from deploy.demo.paper_authority import PaperAuthority
from deploy.native.parts.clamd import Clamd
from deploy.native.parts.object_store import BUCKET, ObjectStore
from deploy.native.parts.ports import free_port
from deploy.native.parts.rabbitmq import RabbitMQ
from services.documents.object_store import S3Objects
from services.documents.settings import ObjectStoreSettings
from tests.integration.documents.member import Listener, Person
from tests.parts.caller import Caller
from tests.parts.house import House
from tests.parts.keys import Keys
from tests.parts.service import ROOT, RunningService
from tests.parts.waiting import PATIENCE


def store_settings(endpoint: str, **others: object) -> ObjectStoreSettings:
    """Only what the store reads: a test of it needs no broker, database or keys."""
    told: dict[str, object] = {
        "object_store_endpoint": endpoint,
        "object_store_public_endpoint": None,
        "object_store_ca_file": None,
        "object_store_access_key": "agentspace",
        "object_store_secret_key": SecretStr("a-secret-of-the-test"),
        "object_store_bucket": BUCKET,
        "object_store_region": "us-east-1",
        "object_store_connect_seconds": PATIENCE,
        "object_store_read_seconds": PATIENCE,
        "object_store_transfer_seconds": PATIENCE,
    }
    return cast("ObjectStoreSettings", SimpleNamespace(**(told | others)))


@pytest.fixture(scope="session")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    part = Clamd(tmp_path_factory.mktemp("clamd"), free_port())
    part.start()
    yield part
    part.stop()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    part = ObjectStore(tmp_path_factory.mktemp("store"), free_port(), "agentspace", "a-secret-of-the-test")
    part.start()
    part.make_bucket()
    yield part
    part.stop()


@pytest.fixture
def objects(store: ObjectStore) -> S3Objects:
    return S3Objects(store_settings(store.endpoint))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "content"


def migrated_database(house: House) -> str:
    url = house.new_database("documents")
    alembic("upgrade", "head", database_url=url)
    return url


def alembic(*arguments: str, database_url: str) -> None:
    command = [sys.executable, "-m", "alembic", "-c", "services/documents/alembic.ini", *arguments]
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": database_url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def service_environment(store: ObjectStore, clamd_address: str) -> dict[str, str]:
    return {
        "OBJECT_STORE_ENDPOINT": store.endpoint,
        "OBJECT_STORE_ACCESS_KEY": store.access_key,
        "OBJECT_STORE_SECRET_KEY": store.secret_key,
        "CLAMD_ADDRESS": clamd_address,
    }


@pytest.fixture(scope="module")
def paper_authority() -> PaperAuthority:
    return PaperAuthority.new()


@pytest.fixture(scope="module")
def database(house: House) -> str:
    return migrated_database(house)


@pytest.fixture(scope="module")
def running(
    house: House,
    database: str,
    store: ObjectStore,
    clamd: Clamd,
    paper_authority: PaperAuthority,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[RunningService]:
    trust = tmp_path_factory.mktemp("paper-trust")
    (trust / paper_authority.file_name).write_text(paper_authority.certificate())
    environment = service_environment(store, clamd.address) | {"PAPER_TRUST_DIR": str(trust)}
    service = house.service("documents", database, **environment).start()
    yield service
    service.stop()


@pytest.fixture
def listener(rabbitmq: RabbitMQ, running: RunningService) -> Iterator[Listener]:
    listener = Listener(rabbitmq.url)
    yield listener
    listener.close()


@pytest.fixture
def member(running: RunningService, caller: Caller, keys: Keys) -> Person:
    return Person(caller, keys)


@pytest.fixture
def officer(running: RunningService, caller: Caller, keys: Keys) -> Person:
    return Person(caller, keys, officer=True)
