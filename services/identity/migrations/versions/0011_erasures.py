"""Members ask to be erased; which of them were is remembered. Roles are good in regions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.kit.database.migrations import create_erased_members_v1

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_erased_members_v1(op)
    where = "where an officer's or a correspondent's role is good; null: none is named"
    op.add_column("accounts", sa.Column("regions", postgresql.ARRAY(sa.Text), comment=where))
    op.create_table(
        "erasures",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decision_reason", sa.Text),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["member_id"], ["accounts.id"], name="fk_erasures_member_id_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
    )
    op.create_index("ix_erasures_member_id_asked_at", "erasures", ["member_id", "asked_at"])
    op.create_index("ix_erasures_state_asked_at_id", "erasures", ["state", "asked_at", "id"])
    op.create_index(
        "uq_erasures_waiting", "erasures", ["member_id"], unique=True, postgresql_where=sa.text("state = 'asked'")
    )


def downgrade() -> None:
    op.drop_table("erasures")
    op.drop_column("accounts", "regions")
    op.drop_table("erased_members")
