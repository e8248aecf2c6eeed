"""How long the owner of a document cannot delete it, because an application rests on it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("holdings", sa.Column("kept_for", sa.String(40)))
    op.add_column("holdings", sa.Column("kept_until", sa.Date))


def downgrade() -> None:
    op.drop_column("holdings", "kept_until")
    op.drop_column("holdings", "kept_for")
