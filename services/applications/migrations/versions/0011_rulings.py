"""Every decision is kept with the code of its letter; appeals against them, and corrections by two people. What was
decided before is kept when somebody first asks for its letter, appeals against it or puts it right."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("benefits", sa.Column("appeal_months", sa.SmallInteger, nullable=False, server_default="2"))
    op.create_table(
        "rulings",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("amount", sa.Numeric(10, 2)),
        sa.Column("estimate", postgresql.JSONB, comment="what the scale gave when it was decided"),
        sa.Column("checks", postgresql.JSONB, comment="what the rules said then"),
        sa.Column("overrides", postgresql.JSONB, nullable=False),
        sa.Column("overridden_by", postgresql.ARRAY(sa.Uuid), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("decided_by", postgresql.ARRAY(sa.Uuid), nullable=False),
        sa.Column("benefit_name", postgresql.JSONB, nullable=False),
        sa.Column("appeal_until", sa.Date),
        sa.Column("replaces", sa.Boolean, nullable=False),
        sa.Column("before", INSTANT, comment="when the decision was taken that it is about"),
        sa.Column("appealed_at", INSTANT),
        sa.Column("code", sa.Text, nullable=False, comment="on its letter"),
        sa.PrimaryKeyConstraint("id", name="pk_rulings"),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_rulings_application_id"),
        sa.UniqueConstraint("code", name="uq_rulings_code"),
        sa.UniqueConstraint("application_id", "number", name="uq_rulings_application_id_number"),
        comment="each decision on an application, as its letter tells it",
    )
    op.create_table(
        "appeals",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("ruling_id", sa.Uuid, nullable=False),
        sa.Column("grounds", sa.Text, nullable=False),
        sa.Column("document_ids", postgresql.ARRAY(sa.Uuid), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("lodged_at", INSTANT, nullable=False),
        sa.Column("claimed_by", sa.Uuid),
        sa.Column("decided_by", sa.Uuid),
        sa.Column("decided_at", INSTANT),
        sa.Column("reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_appeals"),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_appeals_application_id"),
        sa.ForeignKeyConstraint(["ruling_id"], ["rulings.id"], name="fk_appeals_ruling_id"),
        sa.UniqueConstraint("ruling_id", name="uq_appeals_ruling_id"),
    )
    op.create_index("ix_appeals_application_id", "appeals", ["application_id"])
    op.create_index("ix_appeals_state", "appeals", ["state", "lodged_at", "id"])
    op.create_table(
        "decision_corrections",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("ruling_id", sa.Uuid, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("amount", sa.Numeric(10, 2)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("proposed_by", sa.Uuid, nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("settled_by", sa.Uuid),
        sa.Column("settled_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_decision_corrections"),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_decision_corrections_application_id"),
        sa.ForeignKeyConstraint(["ruling_id"], ["rulings.id"], name="fk_decision_corrections_ruling_id"),
    )
    op.create_index("ix_decision_corrections_application_id", "decision_corrections", ["application_id"])
    op.create_index("ix_decision_corrections_state", "decision_corrections", ["state", "proposed_at", "id"])


def downgrade() -> None:
    op.drop_table("decision_corrections")
    op.drop_table("appeals")
    op.drop_table("rulings")
    op.drop_column("benefits", "appeal_months")
