"""After a change of address, links for a forgotten password still go to the one before for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "where a forgotten password's link goes while the present one is new"
    op.add_column("accounts", sa.Column("settled_email", sa.Text, comment=comment))


def downgrade() -> None:
    op.drop_column("accounts", "settled_email")
