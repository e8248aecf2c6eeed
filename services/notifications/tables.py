from sqlalchemy import BigInteger, Column, DateTime, Index, Integer, Table, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from services.kit.database.house_tables import metadata_with_house_tables

metadata = metadata_with_house_tables()

spaces = Table(
    "spaces",
    metadata,
    Column("account_id", Uuid, primary_key=True),
    Column("last_number", BigInteger, nullable=False),
    comment="numbers a person's notifications as they are committed: a stream resumes without a gap",
)

notifications = Table(
    "notifications",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("params", JSONB, nullable=False, comment="ids and states only; the wording is found when it is read"),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("read_at", DateTime(timezone=True)),
    UniqueConstraint("account_id", "number"),
    UniqueConstraint("event_id", "account_id"),
)
Index(
    "ix_notifications_unread",
    notifications.c.account_id,
    notifications.c.number,
    postgresql_where=notifications.c.read_at.is_(None),
)

mails = Table(
    "mails",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("params", JSONB, nullable=False, comment="ids and states only: no address, no secret"),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False, comment="while sending: when whoever took it is dead"),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("reason", Text, comment="a code"),
    Column("requeued_at", DateTime(timezone=True), comment="when an operator had it sent again"),
    UniqueConstraint("event_id", "account_id"),
)
Index("ix_mails_due", mails.c.due_at, postgresql_where=text("state IN ('queued', 'sending')"))

preferences = Table(
    "preferences",
    metadata,
    Column("account_id", Uuid, primary_key=True),
    Column("muted", JSONB, nullable=False, comment="topics not wanted by e-mail"),
    Column("version", Integer, nullable=False),
)
