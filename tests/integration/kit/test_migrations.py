import os
import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests.house.ledger.tables import metadata
from tests.parts.house import House, driven
from tests.parts.service import ROOT


@pytest.fixture
def database_url(house: House) -> str:
    return house.new_database("migrated")


def migrate(database_url: str, to: str = "head") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "alembic", "-c", "tests/house/ledger/alembic.ini"]
    direction = "downgrade" if to == "base" else "upgrade"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": database_url}
    return subprocess.Popen([*command, direction, to], cwd=ROOT, env=environment)


def test_the_first_revision_makes_exactly_the_tables_that_the_code_uses(database_url: str) -> None:
    assert migrate(database_url).wait() == 0

    engine = sa.create_engine(driven(database_url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_that_start_at_once_are_harmless(database_url: str) -> None:
    both = [migrate(database_url) for _ in range(3)]

    assert [migration.wait() for migration in both] == [0, 0, 0]


def test_the_house_tables_go_as_they_came(database_url: str) -> None:
    assert migrate(database_url).wait() == 0
    assert migrate(database_url, "base").wait() == 0

    engine = sa.create_engine(driven(database_url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]
