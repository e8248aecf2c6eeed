"""Notifications, mails and preferences, beside the house's tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from services.kit.database.migrations import create_house_tables_v1, drop_house_tables_v1

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_house_tables_v1(op)
    op.create_table(
        "mails",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("params", JSONB, nullable=False, comment="ids and states only: no address, no secret"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "due_at", sa.DateTime(timezone=True), nullable=False, comment="while sending: when whoever took it is dead"
        ),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text, nullable=True, comment="a code"),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("event_id", "account_id", name="uq_mails_event_id_account_id"),
    )
    op.create_index("ix_mails_due", "mails", ["due_at"], postgresql_where=sa.text("state IN ('queued', 'sending')"))
    op.create_table(
        "notifications",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("params", JSONB, nullable=False, comment="ids and states only; the wording is found when it is read"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notifications"),
        sa.UniqueConstraint("account_id", "number", name="uq_notifications_account_id_number"),
        sa.UniqueConstraint("event_id", "account_id", name="uq_notifications_event_id_account_id"),
    )
    op.create_index(
        "ix_notifications_unread",
        "notifications",
        ["account_id", "number"],
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "preferences",
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("muted", JSONB, nullable=False, comment="topics not wanted by e-mail"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_preferences"),
    )
    op.create_table(
        "spaces",
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("last_number", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_spaces"),
        comment="numbers a person's notifications as they are committed: a stream resumes without a gap",
    )


def downgrade() -> None:
    for table in ("spaces", "preferences", "notifications", "mails"):
        op.drop_table(table)
    drop_house_tables_v1(op)
