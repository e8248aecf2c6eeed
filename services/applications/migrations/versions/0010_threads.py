"""General threads; which threads wait for an answer; how long the documents of an application are kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

UNANSWERED = sa.text("unanswered_since IS NOT NULL")
LARGE = (
    ("ix_applications_unanswered", "applications", ["unanswered_since", "id"], UNANSWERED),
    ("ix_applications_unread", "applications", ["id"], sa.text("unread_by_officer > 0 AND unanswered_since IS NULL")),
    ("ix_messages_thread_id", "messages", ["thread_id", "sent_at", "id"], sa.text("thread_id IS NOT NULL")),
)


def _instant(name: str, *, nullable: bool = False, comment: str | None = None) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, comment=comment)


def upgrade() -> None:
    op.create_table(
        "threads",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("portal", sa.Text, nullable=False),
        sa.Column("cgos_number", sa.Text, nullable=False),
        sa.Column("applicant", postgresql.JSONB, nullable=False, comment="personal: as they were when they started it"),
        sa.Column("subject", sa.Text),
        sa.Column("unread_by_member", sa.Integer, nullable=False),
        sa.Column("unread_by_officer", sa.Integer, nullable=False),
        _instant("unanswered_since", nullable=True, comment="the last word is the member's"),
        _instant("created_at"),
        _instant("last_sent_at"),
        sa.Column("held_version", sa.Integer, nullable=False, comment="of what was told of its documents"),
        sa.PrimaryKeyConstraint("id", name="pk_threads"),
        comment="general ones, of no application",
    )
    op.create_index("ix_threads_mine", "threads", ["member_id", "last_sent_at", "id"])
    op.create_index("ix_threads_all", "threads", ["last_sent_at", "id"])
    op.create_index("ix_threads_cgos_number", "threads", ["cgos_number", "last_sent_at", "id"])
    op.create_index("ix_threads_unanswered", "threads", ["unanswered_since", "id"], postgresql_where=UNANSWERED)
    op.create_table(
        "thread_readings",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("thread_id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("reader_id", sa.Uuid, nullable=False),
        _instant("read_at"),
        sa.PrimaryKeyConstraint("id", name="pk_thread_readings"),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name="fk_thread_readings_thread_id"),
    )
    op.create_index("ix_thread_readings_member_id", "thread_readings", ["member_id", "read_at", "id"])
    op.create_index("ix_thread_readings_reader_id", "thread_readings", ["reader_id", "thread_id", "read_at"])
    op.alter_column("messages", "application_id", nullable=True, comment="null in a general thread")
    op.add_column("messages", sa.Column("thread_id", sa.Uuid, comment="where it is of no application"))
    op.create_foreign_key("fk_messages_thread_id", "messages", "threads", ["thread_id"], ["id"])
    of_member = "the last word in its thread is the member's"
    op.add_column("applications", _instant("unanswered_since", nullable=True, comment=of_member))
    op.execute(
        """
        UPDATE applications SET unanswered_since = waiting.since
        FROM (
            SELECT application_id, min(sent_at) AS since FROM messages
            WHERE author = 'member' AND sent_at > coalesce(
                (SELECT max(sent_at) FROM messages answers
                 WHERE answers.application_id = messages.application_id AND answers.author = 'officer'),
                '-infinity'
            )
            GROUP BY application_id
        ) waiting
        WHERE waiting.application_id = applications.id
        """
    )
    # What documents does not know yet is told to it again, some each minute: how long each is kept.
    op.execute(
        "UPDATE applications SET held_told_at = NULL"
        " WHERE submitted_at IS NOT NULL AND status NOT IN ('draft', 'withdrawn', 'expired')"
    )
    with op.get_context().autocommit_block():
        for name, table, columns, where in LARGE:
            op.create_index(name, table, columns, postgresql_where=where, postgresql_concurrently=True)


def downgrade() -> None:
    op.drop_index("ix_applications_unread", "applications")
    op.drop_index("ix_applications_unanswered", "applications")
    op.drop_column("applications", "unanswered_since")
    op.execute("DELETE FROM messages WHERE thread_id IS NOT NULL")
    op.drop_index("ix_messages_thread_id", "messages")
    op.drop_column("messages", "thread_id")
    op.alter_column("messages", "application_id", nullable=False, comment=None)
    op.drop_table("thread_readings")
    op.drop_table("threads")
