"""The ledger."""

import sqlalchemy as sa
from alembic import op

from services.kit.database.migrations import create_house_tables_v1, drop_house_tables_v1

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_house_tables_v1(op)
    op.create_table(
        "entries",
        sa.Column("id", sa.Uuid),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("amount", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
    )
    op.create_table("ticks", sa.Column("at", sa.DateTime(timezone=True), nullable=False))


def downgrade() -> None:
    op.drop_table("ticks")
    op.drop_table("entries")
    drop_house_tables_v1(op)
