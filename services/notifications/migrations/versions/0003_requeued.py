"""When an operator had a mail sent again: it is given up on two days after that."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "mails",
        sa.Column(
            "requeued_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when an operator had it sent again",
        ),
    )


def downgrade() -> None:
    op.drop_column("mails", "requeued_at")
