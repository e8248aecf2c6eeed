"""Which key of the server a secret under way is derived with; and what attempts count beside logins."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = "failed, succeeded or requested"
AFTER = "failed, succeeded, requested or number_requested"


def upgrade() -> None:
    comment = "of the server's key that it is derived with"
    op.add_column("issued_secrets", sa.Column("key_id", sa.Text, comment=comment))
    op.alter_column("attempts", "kind", comment=AFTER, existing_comment=BEFORE)


def downgrade() -> None:
    op.alter_column("attempts", "kind", comment=BEFORE, existing_comment=AFTER)
    op.drop_column("issued_secrets", "key_id")
