"""What accepted papers say of themselves in their signed codes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_readings",
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.Column("paper", sa.String(40), nullable=False),
        sa.Column("signature", sa.String(40), nullable=False),
        sa.Column("reference_tax_income", sa.Numeric(9, 0)),
        sa.Column("parts", sa.Numeric(5, 2)),
        sa.Column("income_year", sa.Integer),
        sa.Column("declarants", postgresql.ARRAY(sa.String(38))),
        sa.Column("notice_number", sa.String(13)),
        sa.Column("issuer", sa.String(4)),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_paper_readings"),
    )


def downgrade() -> None:
    op.drop_table("paper_readings")
