"""Benefits, applications and what they know of documents and quotients, beside the house's tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.kit.database.migrations import create_house_tables_v1, drop_house_tables_v1

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
OPEN = sa.text("status IN ('submitted', 'under_review')")
SUBMITTED = sa.text("queue_at IS NOT NULL")


def upgrade() -> None:
    create_house_tables_v1(op)
    op.create_table(
        "benefits",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("portal", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("name", JSONB, nullable=False),
        sa.Column("summary", JSONB, nullable=False),
        sa.Column("opens_on", sa.Date, nullable=False),
        sa.Column("closes_on", sa.Date),
        sa.Column("scale", JSONB, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_benefits"),
    )
    op.create_index("ix_benefits_closes_on", "benefits", ["closes_on"])
    op.create_table(
        "document_states",
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.Column("owner_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("content_type", sa.Text),
        sa.Column("size", sa.BigInteger),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_document_states"),
    )
    op.create_table(
        "quotients",
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "year", name="pk_quotients"),
    )
    op.create_table(
        "benefit_revisions",
        sa.Column("benefit_code", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column(
            "form", sa.JSON, nullable=False, comment="json and not jsonb: questions are shown in the order of the text"
        ),
        sa.Column("required_documents", JSONB, nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["benefit_code"], ["benefits.code"], name="fk_benefit_revisions_benefit_code"),
        sa.PrimaryKeyConstraint("benefit_code", "revision", name="pk_benefit_revisions"),
    )
    op.create_table(
        "scales",
        sa.Column("benefit_code", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("scale", JSONB, nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["benefit_code"], ["benefits.code"], name="fk_scales_benefit_code"),
        sa.PrimaryKeyConstraint("benefit_code", "version", name="pk_scales"),
    )
    op.create_table(
        "usual_delays",
        sa.Column("benefit_code", sa.Text, nullable=False),
        sa.Column("p50_days", sa.Integer, nullable=False),
        sa.Column("p90_days", sa.Integer, nullable=False),
        sa.Column("waiting_days", sa.Integer, comment="median wait for the member, where there was one"),
        sa.Column("computed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["benefit_code"], ["benefits.code"], name="fk_usual_delays_benefit_code"),
        sa.PrimaryKeyConstraint("benefit_code", name="pk_usual_delays"),
    )
    op.create_table(
        "applications",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("member_id", sa.Uuid, nullable=False),
        sa.Column("portal", sa.Text, nullable=False),
        sa.Column("benefit_code", sa.Text, nullable=False),
        sa.Column("benefit_revision", sa.Integer, nullable=False),
        sa.Column("year", sa.SmallInteger, nullable=False, comment="that it was started in; the year of its quotient"),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("answers", JSONB, nullable=False),
        sa.Column("asked", JSONB, nullable=False),
        sa.Column("reopened", JSONB, nullable=False),
        sa.Column("missing_count", sa.Integer, nullable=False),
        sa.Column("cgos_number", sa.Text, nullable=False),
        sa.Column("applicant", JSONB, nullable=False, comment="personal: names, birth dates, children"),
        sa.Column("submitted_at", INSTANT),
        sa.Column("completed_at", INSTANT),
        sa.Column("queue_at", INSTANT, comment="last completed, else submitted; null in what was never submitted"),
        sa.Column("waiting_since", INSTANT),
        sa.Column("waited_seconds", sa.Float, nullable=False),
        sa.Column("claimed_by", sa.Uuid),
        sa.Column("amount", sa.Numeric(precision=10, scale=2)),
        sa.Column("estimate", JSONB, comment="what the scale gave when it was decided"),
        sa.Column("reason", sa.Text),
        sa.Column("decided_at", INSTANT),
        sa.Column("unread_by_member", sa.Integer, nullable=False),
        sa.Column("unread_by_officer", sa.Integer, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["benefit_code", "benefit_revision"],
            ["benefit_revisions.benefit_code", "benefit_revisions.revision"],
            name="fk_applications_benefit_code_benefit_revision",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_applications"),
    )
    op.create_index("ix_applications_cgos_number", "applications", ["cgos_number", "queue_at", "id"])
    op.create_index(
        "ix_applications_decided_at", "applications", ["decided_at"], postgresql_where=sa.text("decided_at IS NOT NULL")
    )
    op.create_index("ix_applications_mine", "applications", ["member_id", "created_at", "id"])
    op.create_index("ix_applications_mine_by_status", "applications", ["member_id", "status", "created_at", "id"])
    op.create_index("ix_applications_open", "applications", ["queue_at", "id"], postgresql_where=OPEN)
    op.create_index(
        "ix_applications_open_by_benefit", "applications", ["benefit_code", "queue_at", "id"], postgresql_where=OPEN
    )
    op.create_index(
        "ix_applications_open_by_officer", "applications", ["claimed_by", "queue_at", "id"], postgresql_where=OPEN
    )
    op.create_index(
        "ix_applications_open_by_portal", "applications", ["portal", "queue_at", "id"], postgresql_where=OPEN
    )
    op.create_index("ix_applications_status", "applications", ["status", "queue_at", "id"], postgresql_where=SUBMITTED)
    op.create_index(
        "ix_applications_status_by_benefit",
        "applications",
        ["status", "benefit_code", "queue_at", "id"],
        postgresql_where=SUBMITTED,
    )
    op.create_index(
        "ix_applications_status_by_portal",
        "applications",
        ["status", "portal", "queue_at", "id"],
        postgresql_where=SUBMITTED,
    )
    op.create_index(
        "ix_applications_status_by_officer",
        "applications",
        ["status", "claimed_by", "queue_at", "id"],
        postgresql_where=SUBMITTED,
    )
    op.create_index("ix_applications_submitted_at", "applications", ["submitted_at"], postgresql_where=SUBMITTED)
    op.create_index(
        "ix_applications_unfinished",
        "applications",
        ["benefit_code", "status"],
        postgresql_where=sa.text("status IN ('draft', 'incomplete')"),
    )
    op.create_table(
        "attachments",
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_attachments_application_id"),
        sa.ForeignKeyConstraint(["document_id"], ["document_states.document_id"], name="fk_attachments_document_id"),
        sa.PrimaryKeyConstraint("application_id", "slot", name="pk_attachments"),
    )
    op.create_index("ix_attachments_document_id", "attachments", ["document_id"])
    op.create_table(
        "deadline_reminders",
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("closes_on", sa.Date, nullable=False),
        sa.Column("days_left", sa.SmallInteger, nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_deadline_reminders_application_id"),
        sa.PrimaryKeyConstraint("application_id", "closes_on", "days_left", name="pk_deadline_reminders"),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("author_id", sa.Uuid, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("document_ids", ARRAY(sa.Uuid), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.Column("read_at", INSTANT),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_messages_application_id"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
    )
    op.create_index("ix_messages_application_id", "messages", ["application_id", "sent_at", "id"])
    op.create_table(
        "timeline",
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("application_id", sa.Uuid, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("facts", JSONB, nullable=False, comment="what the sentence needs, in either language"),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_timeline_application_id"),
        sa.PrimaryKeyConstraint("position", name="pk_timeline"),
    )
    op.create_index("ix_timeline_application_id", "timeline", ["application_id", "position"])


def downgrade() -> None:
    for table in (
        "timeline",
        "messages",
        "deadline_reminders",
        "attachments",
        "applications",
        "usual_delays",
        "scales",
        "benefit_revisions",
        "quotients",
        "document_states",
        "benefits",
    ):
        op.drop_table(table)
    drop_house_tables_v1(op)
