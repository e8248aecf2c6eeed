"""The tables of applications."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.applications.benefit_tables import benefit_tables
from services.applications.desk_tables import desk_tables
from services.applications.domain.status import EDITABLE, OPEN
from services.applications.ruling_tables import ruling_tables
from services.kit.database.house_tables import metadata_with_house_tables

metadata = metadata_with_house_tables()
INSTANT = DateTime(timezone=True)
MONEY = Numeric(10, 2)

BENEFITS, BENEFIT_REVISIONS, SCALES = benefit_tables(metadata)

CALENDARS = Table(
    "calendars",
    metadata,
    Column("member_id", Uuid, primary_key=True),
    Column("token_hash", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("made_at", INSTANT, nullable=False),
    Index("ix_calendars_token_hash", "token_hash", unique=True),
    comment="private addresses of members' deadlines: the SHA-256 of each token",
)

APPLICATIONS = Table(
    "applications",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("member_id", Uuid, nullable=False),
    Column("portal", Text, nullable=False),
    Column("benefit_code", Text, nullable=False),
    Column("benefit_revision", Integer, nullable=False),
    Column("year", SmallInteger, nullable=False, comment="that it was started in; the year of its quotient"),
    Column("status", Text, nullable=False),
    Column("answers", JSONB, nullable=False),
    Column("asked", JSONB, nullable=False),
    Column("reopened", JSONB, nullable=False),
    Column("missing_count", Integer, nullable=False),
    Column("cgos_number", Text, nullable=False),
    Column("applicant", JSONB, nullable=False, comment="personal: names, birth dates, children"),
    Column("submitted_at", INSTANT),
    Column("completed_at", INSTANT),
    Column("queue_at", INSTANT, comment="last completed, else submitted; null in what was never submitted"),
    Column("waiting_since", INSTANT),
    Column("waited_seconds", Float, nullable=False),
    Column("claimed_by", Uuid),
    Column("amount", MONEY),
    Column("estimate", JSONB, comment="what the scale gave when it was decided"),
    Column("checks", JSONB, comment="what its rules said when it was decided"),
    Column(
        "overrides",
        JSONB,
        nullable=False,
        server_default="[]",
        comment="rules that an officer decided against, and why",
    ),
    Column("overridden_by", ARRAY(Uuid), nullable=False, server_default="{}", comment="of each of overrides, who did"),
    Column("reason", Text),
    Column("decided_at", INSTANT),
    Column("unread_by_member", Integer, nullable=False),
    Column("unread_by_officer", Integer, nullable=False),
    Column("unanswered_since", INSTANT, comment="the last word in its thread is the member's"),
    Column("created_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
    Column("version", Integer, nullable=False),
    Column("held_version", Integer, nullable=False, server_default="0", comment="of what was told of its documents"),
    Column("held_told_at", INSTANT, comment="where it is not updated_at, an older version wrote since"),
    Column("frozen_quotient", Numeric(12, 2), comment="as it was at submission, or taken over since"),
    Column("frozen_revision", Integer, comment="of the rights; 0: none were opened; null: not frozen yet"),
    Column("frozen_state", Text, comment="of that revision, where it is no longer the last"),
    Column("closing_on", Date, comment="announced: the last day on which it can still be completed"),
    Column("closing_reason", Text),
    ForeignKeyConstraint(
        ["benefit_code", "benefit_revision"], ["benefit_revisions.benefit_code", "benefit_revisions.revision"]
    ),
)

_c = APPLICATIONS.c
_OPEN = _c.status.in_(OPEN)
_SUBMITTED = text("queue_at IS NOT NULL")

Index("ix_applications_mine", _c.member_id, _c.created_at, _c.id)
Index("ix_applications_mine_by_status", _c.member_id, _c.status, _c.created_at, _c.id)
Index("ix_applications_open", _c.queue_at, _c.id, postgresql_where=_OPEN)
Index("ix_applications_open_by_benefit", _c.benefit_code, _c.queue_at, _c.id, postgresql_where=_OPEN)
Index("ix_applications_open_by_portal", _c.portal, _c.queue_at, _c.id, postgresql_where=_OPEN)
Index("ix_applications_open_by_officer", _c.claimed_by, _c.queue_at, _c.id, postgresql_where=_OPEN)
Index("ix_applications_status", _c.status, _c.queue_at, _c.id, postgresql_where=_SUBMITTED)
Index("ix_applications_status_by_benefit", _c.status, _c.benefit_code, _c.queue_at, _c.id, postgresql_where=_SUBMITTED)
Index("ix_applications_status_by_portal", _c.status, _c.portal, _c.queue_at, _c.id, postgresql_where=_SUBMITTED)
Index("ix_applications_status_by_officer", _c.status, _c.claimed_by, _c.queue_at, _c.id, postgresql_where=_SUBMITTED)
Index("ix_applications_cgos_number", _c.cgos_number, _c.queue_at, _c.id)
Index("ix_applications_submitted_at", _c.submitted_at, postgresql_where=_SUBMITTED)
Index("ix_applications_decided_at", _c.decided_at, postgresql_where=text("decided_at IS NOT NULL"))
Index("ix_applications_unanswered", _c.unanswered_since, _c.id, postgresql_where=text("unanswered_since IS NOT NULL"))
Index(
    "ix_applications_unread",
    _c.id,
    postgresql_where=text("unread_by_officer > 0 AND unanswered_since IS NULL"),
)
Index(
    "ix_applications_held_untold",
    _c.id,
    postgresql_where=text("submitted_at IS NOT NULL AND held_told_at IS DISTINCT FROM updated_at"),
)
Index(
    "ix_applications_unfinished",
    _c.benefit_code,
    _c.status,
    postgresql_where=_c.status.in_(EDITABLE),
)

AMENDMENTS = desk_tables(metadata, APPLICATIONS)

ATTACHMENTS = Table(
    "attachments",
    metadata,
    Column("application_id", ForeignKey("applications.id"), primary_key=True),
    Column("slot", Text, primary_key=True),
    Column("document_id", Uuid, ForeignKey("document_states.document_id"), nullable=False),
    Index("ix_attachments_document_id", "document_id"),
)

DOCUMENT_STATES = Table(
    "document_states",
    metadata,
    Column("document_id", Uuid, primary_key=True),
    Column("owner_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("content_type", Text),
    Column("size", BigInteger),
    Column("version", Integer, nullable=False),
    Index("ix_document_states_owner_id", "owner_id"),
)

QUOTIENTS = Table(
    "quotients",
    metadata,
    Column("member_id", Uuid, primary_key=True),
    Column("year", SmallInteger, primary_key=True),
    Column("amount", Numeric(12, 2), nullable=False),
    Column("asked_at", INSTANT, nullable=False),
    Column("state", Text, nullable=False, server_default="declared"),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("rights_id", Uuid, comment="null where an identity of the version before told it"),
)

TIMELINE = Table(
    "timeline",
    metadata,
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("application_id", ForeignKey("applications.id"), nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("event", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("facts", JSONB, nullable=False, comment="what the sentence needs, in either language"),
    Index("ix_timeline_application_id", "application_id", "position"),
)

THREADS = Table(
    "threads",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("member_id", Uuid, nullable=False),
    Column("portal", Text, nullable=False),
    Column("cgos_number", Text, nullable=False),
    Column("applicant", JSONB, nullable=False, comment="personal: as they were when they started it"),
    Column("subject", Text),
    Column("unread_by_member", Integer, nullable=False),
    Column("unread_by_officer", Integer, nullable=False),
    Column("unanswered_since", INSTANT, comment="the last word is the member's"),
    Column("created_at", INSTANT, nullable=False),
    Column("last_sent_at", INSTANT, nullable=False),
    Column("held_version", Integer, nullable=False, comment="of what was told of its documents"),
    Index("ix_threads_mine", "member_id", "last_sent_at", "id"),
    Index("ix_threads_all", "last_sent_at", "id"),
    Index("ix_threads_cgos_number", "cgos_number", "last_sent_at", "id"),
    Index("ix_threads_unanswered", "unanswered_since", "id", postgresql_where=text("unanswered_since IS NOT NULL")),
    comment="general ones, of no application",
)

MESSAGES = Table(
    "messages",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("application_id", ForeignKey("applications.id"), comment="null in a general thread"),
    Column("author", Text, nullable=False),
    Column("author_id", Uuid, nullable=False),
    Column("body", Text, nullable=False),
    Column("document_ids", ARRAY(Uuid), nullable=False),
    Column("sent_at", INSTANT, nullable=False),
    Column("read_at", INSTANT),
    Column("items", ARRAY(Text), nullable=False, server_default="{}", comment="what it asks for"),
    Column("thread_id", ForeignKey("threads.id"), comment="where it is of no application"),
    Index("ix_messages_application_id", "application_id", "sent_at", "id"),
    Index("ix_messages_author_id", "author_id", "sent_at"),
    Index("ix_messages_thread_id", "thread_id", "sent_at", "id", postgresql_where=text("thread_id IS NOT NULL")),
)

THREAD_READINGS = Table(
    "thread_readings",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("thread_id", ForeignKey("threads.id"), nullable=False),
    Column("member_id", Uuid, nullable=False),
    Column("reader_id", Uuid, nullable=False),
    Column("read_at", INSTANT, nullable=False),
    Index("ix_thread_readings_member_id", "member_id", "read_at", "id"),
    Index("ix_thread_readings_reader_id", "reader_id", "thread_id", "read_at"),
)

READINGS = Table(
    "readings",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("application_id", ForeignKey("applications.id"), nullable=False),
    Column("member_id", Uuid, nullable=False),
    Column("reader_id", Uuid, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("read_at", INSTANT, nullable=False),
    Index("ix_readings_member_id", "member_id", "read_at", "id"),
    Index("ix_readings_reader_id", "reader_id", "application_id", "purpose", "read_at"),
)

USUAL_DELAYS = Table(
    "usual_delays",
    metadata,
    Column("benefit_code", ForeignKey("benefits.code"), primary_key=True),
    Column("p50_days", Integer, nullable=False),
    Column("p90_days", Integer, nullable=False),
    Column("waiting_days", Integer, comment="median wait for the member, where there was one"),
    Column("computed_at", INSTANT, nullable=False),
)

DEADLINE_REMINDERS = Table(
    "deadline_reminders",
    metadata,
    Column("application_id", ForeignKey("applications.id"), primary_key=True),
    Column("closes_on", Date, primary_key=True),
    Column("days_left", SmallInteger, primary_key=True),
)

RULINGS, APPEALS, DECISION_CORRECTIONS = ruling_tables(metadata)

KEPT_PAYMENTS = Table(
    "kept_payments",
    metadata,
    Column("application_id", Uuid, primary_key=True),
    Column("member_id", Uuid, nullable=False),
    Column("cgos_number", Text, nullable=False),
    Column("benefit_code", Text, nullable=False),
    Column("amount", MONEY, nullable=False),
    Column("decided_at", INSTANT, nullable=False),
    Column("keep_until", Date, nullable=False),
    Index("ix_kept_payments_member_id", "member_id"),
    Index("ix_kept_payments_keep_until", "keep_until"),
    comment="of members who were erased: what the accounts must show for ten years",
)
