"""Published events are kept for a time."""

from alembic import op

from services.kit.database.migrations import create_published_events_v1

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_published_events_v1(op)


def downgrade() -> None:
    op.drop_table("published_events")
