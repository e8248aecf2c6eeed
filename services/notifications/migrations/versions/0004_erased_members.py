"""Which members were erased is remembered."""

from alembic import op

from services.kit.database.migrations import create_erased_members_v1

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_erased_members_v1(op)


def downgrade() -> None:
    op.drop_table("erased_members")
