"""Corrections after the submission, and the announced end of what was left incomplete."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "0012"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
UNDECIDED = "status IN ('draft', 'incomplete', 'submitted', 'under_review')"
INDEXES = (
    ("ix_applications_closing", ["closing_on"], "closing_on IS NOT NULL AND status = 'incomplete'"),
    ("ix_applications_claims", ["claimed_by", "queue_at", "id"], f"claimed_by IS NOT NULL AND {UNDECIDED}"),
)


def upgrade() -> None:
    last_day = "announced: the last day on which it can still be completed"
    op.add_column("applications", sa.Column("closing_on", sa.Date, comment=last_day))
    op.add_column("applications", sa.Column("closing_reason", sa.Text))
    op.create_table(
        "amendments",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("changes", pg.JSONB, nullable=False, comment="[{item, old, new}]; personal"),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("accepted", pg.ARRAY(sa.Text), nullable=False, server_default="{}", comment="items"),
        sa.Column("reason", sa.Text),
        sa.Column("decided_at", INSTANT),
        sa.Column("decided_by", sa.Uuid),
        sa.PrimaryKeyConstraint("id", name="pk_amendments"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_amendments_application_id_applications"
        ),
    )
    op.create_index("ix_amendments_application_id", "amendments", ["application_id", "asked_at"])
    op.create_index(
        "ix_amendments_waiting",
        "amendments",
        ["application_id"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    with op.get_context().autocommit_block():
        for name, columns, where in INDEXES:
            op.create_index(
                name, "applications", columns, postgresql_where=sa.text(where), postgresql_concurrently=True
            )


def downgrade() -> None:
    for name, _, _ in INDEXES:
        op.drop_index(name, "applications")
    op.drop_table("amendments")
    op.drop_column("applications", "closing_reason")
    op.drop_column("applications", "closing_on")
