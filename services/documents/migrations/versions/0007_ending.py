"""Which announcement of its last day a document's owner was told."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("ending_told", sa.SmallInteger))
    accepted = sa.text("state = 'accepted'")
    op.create_index("documents_ending", "documents", ["ending_told", "valid_until"], postgresql_where=accepted)


def downgrade() -> None:
    op.drop_index("documents_ending", "documents")
    op.drop_column("documents", "ending_told")
