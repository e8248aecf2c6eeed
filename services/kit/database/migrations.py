"""What a service's migrations/env.py and its revisions need.

from services.kit.database.migrations import migrate
from services.applications.tables import metadata

migrate(metadata)
"""

from typing import Any

import sqlalchemy as sa
from alembic import context

from services.kit.database.locks import lock_number
from services.kit.settings import DatabaseSettings


def migrate(metadata: sa.MetaData) -> None:
    """Where two start at once, the second waits and finds nothing left to do."""
    url = sa.make_url(DatabaseSettings().database_url).set(drivername="postgresql+psycopg2")
    engine = sa.create_engine(url, poolclass=sa.NullPool, hide_parameters=True)
    with engine.connect() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(lock_number("migrations"))))
        connection.commit()
        context.configure(connection=connection, target_metadata=metadata, compare_type=True)
        with context.begin_transaction():
            context.run_migrations()
    # closing the connection lets the lock go


def create_house_tables_v1(op: Any) -> None:
    """For the first revision's `upgrade()`. A later version of these tables gets a function of its own."""
    now = sa.text("clock_timestamp()")
    op.create_table(
        "outbox",
        sa.Column("position", sa.BigInteger, sa.Identity(always=True)),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False, comment="the CloudEvents JSON, as it is published"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("position", name="pk_outbox"),
    )
    op.create_table(
        "inbox",
        sa.Column("consumer", sa.Text),
        sa.Column("event_id", sa.Text),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("consumer", "event_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_handled_at", "inbox", ["handled_at"])
    op.create_table(
        "idempotency",
        sa.Column("subject", sa.Text),
        sa.Column("method", sa.Text),
        sa.Column("key", sa.Text),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False, comment="of the command's body"),
        sa.Column("reply", sa.Text, comment="null only inside the transaction that runs the command"),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("subject", "method", "key", name="pk_idempotency"),
    )
    op.create_index("ix_idempotency_saved_at", "idempotency", ["saved_at"])


def drop_house_tables_v1(op: Any) -> None:
    for table in ("idempotency", "inbox", "outbox"):
        op.drop_table(table)


def create_published_events_v1(op: Any) -> None:
    """A table of its own, not a mark on the outbox: the version before, which runs beside this one for a while, takes
    every row of the outbox for one to publish and to delete."""
    op.create_table(
        "published_events",
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False, comment="that it had in the outbox"),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False, comment="the CloudEvents JSON, as it was published"),
        sa.PrimaryKeyConstraint("published_at", "position", name="pk_published_events"),
    )


def create_erased_members_v1(op: Any) -> None:
    op.create_table(
        "erased_members",
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name="pk_erased_members"),
        comment="in each database, so that one that is restored can be told by the others",
    )
