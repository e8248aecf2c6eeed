"""Documents, who of the staff read them, and the objects to be removed."""

import sqlalchemy as sa
from alembic import op

from services.kit.database.migrations import create_house_tables_v1, drop_house_tables_v1

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_house_tables_v1(op)
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("owner_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content_type", sa.String(100), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("valid_until", sa.Date),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("incoming_key", sa.String(80), nullable=False),
        sa.Column("kept_key", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("documents_of_owner", "documents", ["owner_id", "created_at", "id"])
    op.create_index(
        "documents_by_validity", "documents", ["valid_until"], postgresql_where=sa.text("state = 'accepted'")
    )
    op.create_index(
        "documents_never_uploaded", "documents", ["created_at"], postgresql_where=sa.text("state = 'awaiting_upload'")
    )
    op.create_table(
        "accesses",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.Column("owner_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("reader_id", sa.Uuid, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idempotency_key", sa.String(200)),
        sa.PrimaryKeyConstraint("id", name="pk_accesses"),
    )
    op.create_index("accesses_once", "accesses", ["reader_id", "document_id", "idempotency_key"], unique=True)
    op.create_index("accesses_of_owner", "accesses", ["owner_id", "read_at", "id"])
    op.create_table(
        "leftovers",
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", "due_at", name="pk_leftovers"),
    )
    op.create_index("leftovers_due", "leftovers", ["due_at"])


def downgrade() -> None:
    for table in ("leftovers", "accesses", "documents"):
        op.drop_table(table)
    drop_house_tables_v1(op)
