"""Who of the staff read an application, and what was told of the documents that it holds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
UNTOLD = "submitted_at IS NOT NULL AND held_told_at IS DISTINCT FROM updated_at"


def upgrade() -> None:
    held_version = sa.Column(
        "held_version", sa.Integer, nullable=False, server_default="0", comment="of what was told of its documents"
    )
    op.add_column("applications", held_version)
    told_at = sa.Column("held_told_at", INSTANT, comment="where it is not updated_at, an older version wrote since")
    op.add_column("applications", told_at)
    op.create_index("ix_applications_held_untold", "applications", ["id"], postgresql_where=sa.text(UNTOLD))
    op.create_table(
        "readings",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("reader_id", sa.Uuid, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("read_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_readings_application_id_applications"
        ),
    )
    op.create_index("ix_readings_member_id", "readings", ["member_id", "read_at", "id"])
    op.create_index("ix_readings_reader_id", "readings", ["reader_id", "application_id", "purpose", "read_at"])


def downgrade() -> None:
    op.drop_table("readings")
    op.drop_index("ix_applications_held_untold", "applications")
    for column in ("held_told_at", "held_version"):
        op.drop_column("applications", column)
