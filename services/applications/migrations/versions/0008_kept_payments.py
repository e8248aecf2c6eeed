"""Of members who were erased, what the accounts must show; which members they were is remembered."""

import sqlalchemy as sa
from alembic import op

from services.kit.database.migrations import create_erased_members_v1

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_erased_members_v1(op)
    op.create_table(
        "kept_payments",
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("cgos_number", sa.Text, nullable=False),
        sa.Column("benefit_code", sa.Text, nullable=False),
        sa.Column("amount", sa.Numeric(10, 2), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keep_until", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("application_id", name="pk_kept_payments"),
        comment="of members who were erased: what the accounts must show for ten years",
    )
    op.create_index("ix_kept_payments_member_id", "kept_payments", ["member_id"])
    op.create_index("ix_kept_payments_keep_until", "kept_payments", ["keep_until"])


def downgrade() -> None:
    op.drop_table("kept_payments")
    op.drop_table("erased_members")
