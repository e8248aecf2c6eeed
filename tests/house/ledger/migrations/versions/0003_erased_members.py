"""Members who were erased are remembered."""

from alembic import op

from services.kit.database.migrations import create_erased_members_v1

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    create_erased_members_v1(op)


def downgrade() -> None:
    op.drop_table("erased_members")
