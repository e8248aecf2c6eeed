"""A service under a role that does not own its tables, as deploy/postgres/own-apart.sql makes it."""

import sqlalchemy as sa

from deploy.native.databases import OWN_APART
from tests.parts.house import House, driven

PASSWORD = "of-the-tests"


def make_roles(house: House, *names: str) -> None:
    with _superuser(house).connect() as connection:
        for name in names:
            if connection.scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}) is None:
                connection.execute(sa.text(f"CREATE ROLE \"{name}\" LOGIN PASSWORD '{PASSWORD}'"))


def own_apart(engine: sa.Engine, service: str) -> None:
    """`engine`: the superuser's."""
    with engine.begin() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("SELECT set_config('agentspace.service', %s, true)", (service,))
        cursor.execute(OWN_APART.read_text())


def url_as(engine: sa.Engine, role: str) -> str:
    url = engine.url.set(drivername="postgresql", username=role, password=PASSWORD)
    return url.render_as_string(hide_password=False)


def engine_as(engine: sa.Engine, role: str) -> sa.Engine:
    return sa.create_engine(driven(url_as(engine, role)), poolclass=sa.NullPool)


def _superuser(house: House) -> sa.Engine:
    return sa.create_engine(driven(house.postgres.url()), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
