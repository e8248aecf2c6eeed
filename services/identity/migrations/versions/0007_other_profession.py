"""A profession that is none of the list is asked for in words."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("number_requests", sa.Column("other_profession", sa.Text))


def downgrade() -> None:
    op.drop_column("number_requests", "other_profession")
