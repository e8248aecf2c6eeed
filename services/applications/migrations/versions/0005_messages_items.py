"""A message of an officer names what it asks for, so that it is shown beside it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "messages",
        sa.Column("items", ARRAY(sa.Text), nullable=False, server_default="{}", comment="what it asks for"),
    )


def downgrade() -> None:
    op.drop_column("messages", "items")
