"""Private addresses by which members have their deadlines in a calendar of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name="pk_calendars"),
        comment="private addresses of members' deadlines: the SHA-256 of each token",
    )
    op.create_index("ix_calendars_token_hash", "calendars", ["token_hash"], unique=True)


def downgrade() -> None:
    op.drop_table("calendars")
