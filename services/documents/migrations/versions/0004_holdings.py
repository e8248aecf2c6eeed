"""Which documents applications hold, and what each reading of one was for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holdings",
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document_ids", postgresql.ARRAY(sa.Uuid), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("application_id", name="pk_holdings"),
    )
    op.create_index("holdings_of_document", "holdings", ["document_ids"], postgresql_using="gin")
    op.add_column("accesses", sa.Column("application_id", sa.Uuid))


def downgrade() -> None:
    op.drop_column("accesses", "application_id")
    op.drop_table("holdings")
