"""Copies of all that is held of a member, made for them; which members were erased is remembered."""

import sqlalchemy as sa
from alembic import op

from services.kit.database.migrations import create_erased_members_v1

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _instant(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    create_erased_members_v1(op)
    op.add_column("holdings", sa.Column("region", sa.String(100)))
    op.create_table(
        "exports",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        _instant("asked_at"),
        _instant("due_at", nullable=True),
        sa.Column("progress", sa.SmallInteger, nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("size", sa.BigInteger),
        _instant("ready_at", nullable=True),
        _instant("expires_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_exports"),
    )
    op.create_index("exports_of_member", "exports", ["member_id", "asked_at", "id"])
    under_way = sa.text("ready_at IS NULL")
    op.create_index("exports_one_under_way", "exports", ["member_id"], unique=True, postgresql_where=under_way)
    op.create_index("exports_due", "exports", ["due_at"], postgresql_where=under_way)
    op.create_index("exports_by_end", "exports", ["expires_at"])


def downgrade() -> None:
    op.drop_table("exports")
    op.drop_column("holdings", "region")
    op.drop_table("erased_members")
