import sqlalchemy as sa

from tests.parts.migrated import alembic


def test_the_tables_are_those_that_the_migrations_make(identity_database: sa.Engine) -> None:
    alembic("identity", identity_database, "check")
