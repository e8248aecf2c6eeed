"""When a benefit opens again, and which papers a member has, for what they could ask for."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("benefits", sa.Column("reopens_on", sa.Date), if_not_exists=True)
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_document_states_owner_id",
            "document_states",
            ["owner_id"],
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    op.drop_index("ix_document_states_owner_id", "document_states")
    op.drop_column("benefits", "reopens_on")
