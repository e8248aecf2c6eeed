"""Rights have a state and keep their changes. What there is already is declared, and so is what a version that knows no
state writes beside this one: it moves `opened_at`, and leaves `kept_opening` as it was."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SAME = "CASE WHEN kept_opening = opened_at THEN"


def upgrade() -> None:
    op.add_column(
        "rights", sa.Column("id", sa.Uuid, nullable=False, server_default=sa.text("gen_random_uuid()"), unique=True)
    )
    op.add_column("rights", sa.Column("allowances_document_id", sa.Uuid))
    op.add_column("rights", sa.Column("notice_check", sa.Text, nullable=False, server_default="unread"))
    op.add_column("rights", sa.Column("reason", sa.Text))
    comment = "where it is not opened_at, a version that keeps no state wrote"
    op.add_column("rights", sa.Column("kept_opening", sa.DateTime(timezone=True), comment=comment))
    op.add_column("rights", sa.Column("kept_state", sa.Text, nullable=False, server_default="declared"))
    op.add_column("rights", sa.Column("kept_revision", sa.Integer, nullable=False, server_default="0"))
    op.add_column("rights", sa.Column("kept_version", sa.Integer, nullable=False, server_default="0"))
    op.add_column("rights", sa.Column("state", sa.Text, sa.Computed(f"{SAME} kept_state ELSE 'declared' END")))
    op.add_column("rights", sa.Column("revision", sa.Integer, sa.Computed(f"kept_revision + {SAME} 0 ELSE 1 END")))
    op.add_column("rights", sa.Column("version", sa.Integer, sa.Computed(f"kept_version + {SAME} 0 ELSE 1 END")))
    op.create_index("ix_rights_opened_at_id", "rights", ["opened_at", "id"])
    op.create_index("ix_rights_state_opened_at_id", "rights", ["state", "opened_at", "id"])
    op.create_table(
        "rights_changes",
        sa.Column("rights_id", sa.Uuid, sa.ForeignKey("rights.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reference_tax_income", sa.Numeric(10, 2)),
        sa.Column("monthly_family_allowances", sa.Numeric(8, 2), nullable=False),
        sa.Column("parts", sa.Numeric(4, 2), nullable=False),
        sa.Column("quotient", sa.Numeric(10, 2)),
        sa.Column("tax_notice_document_id", sa.Uuid),
        sa.Column("allowances_document_id", sa.Uuid),
        sa.Column("notice_check", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("actor_id", sa.Uuid, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        comment="only grows",
    )


def downgrade() -> None:
    op.drop_table("rights_changes")
    for index in ("ix_rights_state_opened_at_id", "ix_rights_opened_at_id"):
        op.drop_index(index, "rights")
    for column in ("version", "revision", "state", "kept_version", "kept_revision", "kept_state", "kept_opening"):
        op.drop_column("rights", column)
    for column in ("reason", "notice_check", "allowances_document_id", "id"):
        op.drop_column("rights", column)
