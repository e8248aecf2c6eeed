import os
import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from services.kit.database.house_tables import OUTBOX, PUBLISHED_EVENTS
from services.kit.database.outbox import KEEP_PUBLISHED
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


def test_the_revisions_make_exactly_the_tables_that_the_code_uses(database_url: str) -> None:
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


def test_published_events_are_kept_where_the_version_before_does_not_see_them(database_url: str) -> None:
    """It runs beside this one for a while, publishes whatever is in the outbox and deletes it."""
    assert migrate(database_url, "0001").wait() == 0
    engine = sa.create_engine(driven(database_url), poolclass=sa.NullPool)
    events = [{"event_id": str(number), "type": "happened", "envelope": b"{}"} for number in range(3)]
    with engine.begin() as connection:
        connection.execute(sa.insert(OUTBOX), events)

    assert migrate(database_url).wait() == 0
    with engine.begin() as connection:
        first = connection.scalar(sa.select(sa.func.min(OUTBOX.c.position)))
        connection.execute(KEEP_PUBLISHED, {"published": [first]})

    with engine.begin() as connection:  # what the version before does
        seen = connection.execute(sa.text("SELECT * FROM outbox ORDER BY position FOR UPDATE SKIP LOCKED")).all()
        connection.execute(
            sa.text("DELETE FROM outbox WHERE position = ANY(:p)"), {"p": [row.position for row in seen]}
        )
    assert [row.event_id for row in seen] == ["1", "2"]
    with engine.connect() as connection:
        assert list(connection.scalars(sa.select(PUBLISHED_EVENTS.c.event_id))) == ["0"]
