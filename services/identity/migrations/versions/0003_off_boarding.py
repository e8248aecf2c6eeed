"""An account has a scope, and is closed for a reason; who assigned a number is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "accounts",
        sa.Column(
            "establishments", sa.ARRAY(sa.Uuid), comment="a correspondent's scope; null where the version before wrote"
        ),
    )
    op.add_column("accounts", sa.Column("closed_reason", sa.Text))
    op.add_column(
        "number_requests", sa.Column("assigned_by", sa.Uuid, comment="whoever communicates it is somebody else")
    )


def downgrade() -> None:
    op.drop_column("number_requests", "assigned_by")
    op.drop_column("accounts", "closed_reason")
    op.drop_column("accounts", "establishments")
