"""A check is due at a moment, counts its tries, and may keep fewer bytes than came."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("check_due_at", sa.DateTime(timezone=True)))
    op.add_column("documents", sa.Column("check_tries", sa.Integer, nullable=False, server_default="0"))
    op.add_column("documents", sa.Column("kept_size", sa.BigInteger))
    op.create_index("documents_to_check", "documents", ["check_due_at"], postgresql_where=sa.text("state = 'checking'"))


def downgrade() -> None:
    op.drop_index("documents_to_check", "documents")
    for column in ("kept_size", "check_tries", "check_due_at"):
        op.drop_column("documents", column)
