"""Who survives a member has an access of their own for some time."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    whose = "a survivor's: the member who died"
    op.add_column("accounts", sa.Column("survives", sa.Uuid, comment=whose))
    op.add_column("accounts", sa.Column("relation", sa.Text, comment="a survivor's, to the member who died"))
    op.add_column(
        "accounts", sa.Column("access_ends_at", sa.DateTime(timezone=True), comment="a survivor's, by itself")
    )
    op.create_foreign_key("fk_accounts_survives_accounts", "accounts", "accounts", ["survives"], ["id"])
    only = "survives IS NULL OR 'survivor' = ANY (roles)"
    op.create_check_constraint("ck_accounts_survivors_alone_survive", "accounts", only)
    op.create_index("ix_accounts_survives", "accounts", ["survives"], postgresql_where=sa.text("survives IS NOT NULL"))
    op.create_index(
        "ix_accounts_access_ends_at",
        "accounts",
        ["access_ends_at"],
        postgresql_where=sa.text("access_ends_at IS NOT NULL AND closed_at IS NULL"),
    )


def downgrade() -> None:
    for column in ("access_ends_at", "relation", "survives"):
        op.drop_column("accounts", column)
