"""Staff are told once a day of what waits for them; which day was the last is remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    when = "of the staff: the last day on which it was looked what waits for them"
    op.add_column("accounts", sa.Column("waiting_told_on", sa.Date, comment=when))


def downgrade() -> None:
    op.drop_column("accounts", "waiting_told_on")
