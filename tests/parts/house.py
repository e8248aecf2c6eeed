"""A broker, a PostgreSQL and a directory of keys, shared by a test session, and what is asked of them most."""

from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from deploy.native.parts.postgres import PostgreSQL
from deploy.native.parts.rabbitmq import RabbitMQ
from tests.parts.broker import url_for
from tests.parts.keys import Keys
from tests.parts.service import RunningService


def driven(url: str) -> sa.URL:
    return sa.make_url(url).set(drivername="postgresql+psycopg2")


def url_of(engine: sa.Engine) -> str:
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


class House:
    def __init__(self, directory: Path, rabbitmq: RabbitMQ, postgres: PostgreSQL, keys: Keys) -> None:
        self.directory = directory
        self.rabbitmq = rabbitmq
        self.postgres = postgres
        self.keys = keys

    def new_database(self, name: str) -> str:
        """Its URL; the name gets a suffix of its own."""
        database = f"{name}_{uuid4().hex[:8]}"
        engine = sa.create_engine(driven(self.postgres.url()), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.execute(sa.text(f'CREATE DATABASE "{database}"'))
        return self.postgres.url(database)

    def new_engine(self, name: str) -> sa.Engine:
        """Of a new database."""
        return sa.create_engine(driven(self.new_database(name)), pool_pre_ping=True)

    def service(self, package: str, database_url: str, **environment: str) -> RunningService:
        """Not started yet."""
        name = package.rpartition(".")[2]
        return RunningService(
            package,
            {
                "BROKER_URL": url_for(self.rabbitmq, name),
                "DATABASE_URL": database_url,
                "TRUSTED_KEYS_DIR": str(self.keys.trusted),
                "CALL_KEY_FILE": str(self.keys.call_key_of(name)),
                "SIGNING_KEY_FILE": str(self.keys.private_key_of("identity")),
                "ENVIRONMENT": "test",
                "LOG_EXCEPTION_MESSAGES": "true",
                **environment,
            },
            self.directory / f"{name}.log",
        )
