"""What an offer asks of a member, and how to get it from the partner."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXTS = ("booking_url", "booking_code", "contact_email", "contact_phone")


def upgrade() -> None:
    op.add_column("offers", sa.Column("conditions", JSONB))
    for name in TEXTS:
        op.add_column("offers", sa.Column(name, sa.Text))


def downgrade() -> None:
    for name in (*TEXTS, "conditions"):
        op.drop_column("offers", name)
