"""How a member's file is kept: the household, the rights, and what changes in a life; the rest of `tables.py`."""

from sqlalchemy import (
    JSON,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)

from services.identity.tables import instant, metadata

__all__ = [
    "CORRECTIONS",
    "DEPARTURES",
    "ERASURES",
    "ESTABLISHMENT_CHANGES",
    "HOUSEHOLDS",
    "HOUSEHOLD_VERSIONS",
    "RIGHTS",
    "RIGHTS_CHANGES",
    "metadata",
]

HOUSEHOLDS = Table(
    "households",
    metadata,
    Column("member_id", Uuid, ForeignKey("accounts.id"), primary_key=True),
    Column("family_situation", Text),
    Column("partner", JSON(none_as_null=True)),
    Column("children", JSON, nullable=False),
    Column("parts", Numeric(4, 2), nullable=False),
    Column("version", Integer, nullable=False),
)

RIGHTS = Table(
    "rights",
    metadata,
    Column("member_id", Uuid, ForeignKey("accounts.id"), primary_key=True),
    Column("year", SmallInteger, primary_key=True),
    Column("reference_tax_income", Numeric(10, 2)),
    Column("monthly_family_allowances", Numeric(8, 2), nullable=False),
    Column("parts", Numeric(4, 2), nullable=False),
    Column("quotient", Numeric(10, 2)),
    Column("tax_notice_document_id", Uuid),
    instant("opened_at"),
    Column("id", Uuid, nullable=False, unique=True, server_default=text("gen_random_uuid()")),
    Column("allowances_document_id", Uuid),
    Column("notice_check", Text, nullable=False, server_default="unread"),
    Column("reason", Text),
    instant("kept_opening", nullable=True, comment="where it is not opened_at, a version that keeps no state wrote"),
    Column("kept_state", Text, nullable=False, server_default="declared"),
    Column("kept_revision", Integer, nullable=False, server_default="0"),
    Column("kept_version", Integer, nullable=False, server_default="0"),
    Column("state", Text, Computed("CASE WHEN kept_opening = opened_at THEN kept_state ELSE 'declared' END")),
    Column("revision", Integer, Computed("kept_revision + CASE WHEN kept_opening = opened_at THEN 0 ELSE 1 END")),
    Column("version", Integer, Computed("kept_version + CASE WHEN kept_opening = opened_at THEN 0 ELSE 1 END")),
)
Index(None, RIGHTS.c.opened_at, RIGHTS.c.id)
Index(None, RIGHTS.c.state, RIGHTS.c.opened_at, RIGHTS.c.id)

RIGHTS_CHANGES = Table(
    "rights_changes",
    metadata,
    Column("rights_id", Uuid, ForeignKey("rights.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("reference_tax_income", Numeric(10, 2)),
    Column("monthly_family_allowances", Numeric(8, 2), nullable=False),
    Column("parts", Numeric(4, 2), nullable=False),
    Column("quotient", Numeric(10, 2)),
    Column("tax_notice_document_id", Uuid),
    Column("allowances_document_id", Uuid),
    Column("notice_check", Text, nullable=False),
    Column("reason", Text),
    Column("by", Text, nullable=False),
    Column("actor_id", Uuid, nullable=False),
    instant("at"),
    comment="only grows",
)

ERASURES = Table(
    "erasures",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("member_id", Uuid, ForeignKey("accounts.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    instant("asked_at"),
    Column("decided_by", Uuid),
    instant("decided_at", nullable=True),
    Column("decision_reason", Text),
    instant("due_at", nullable=True),
)
Index(None, ERASURES.c.member_id, ERASURES.c.asked_at)
Index(None, ERASURES.c.state, ERASURES.c.asked_at, ERASURES.c.id)
Index("uq_erasures_waiting", ERASURES.c.member_id, unique=True, postgresql_where=text("state = 'asked'"))

CORRECTIONS = Table(
    "corrections",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("member_id", Uuid, ForeignKey("accounts.id"), nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("former", Text, comment="what the file said before"),
    Column("document_id", Uuid, nullable=False, comment="the proof"),
    Column("identity_key", Text, nullable=False, comment="who the member would be by it"),
    Column("moves_to", Text),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("decided_by", Uuid),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("decided_at", DateTime(timezone=True)),
)
Index(None, CORRECTIONS.c.member_id, CORRECTIONS.c.asked_at, CORRECTIONS.c.id)
Index(None, CORRECTIONS.c.state, CORRECTIONS.c.asked_at, CORRECTIONS.c.id)
Index(None, CORRECTIONS.c.asked_at, CORRECTIONS.c.id)

ESTABLISHMENT_CHANGES = Table(
    "establishment_changes",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("member_id", Uuid, ForeignKey("accounts.id"), nullable=False),
    Column("former_establishment_id", Uuid, ForeignKey("establishments.id"), nullable=False),
    Column("establishment_id", Uuid, ForeignKey("establishments.id"), nullable=False),
    Column("from_date", Date, nullable=False),
    Column("number", Integer, nullable=False, comment="of the member's, in the order in which they were told"),
    Column("state", Text, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("made_at", DateTime(timezone=True)),
)
Index(None, ESTABLISHMENT_CHANGES.c.member_id, ESTABLISHMENT_CHANGES.c.number, unique=True)
Index(
    "ix_establishment_changes_planned",
    ESTABLISHMENT_CHANGES.c.from_date,
    ESTABLISHMENT_CHANGES.c.id,
    postgresql_where=text("state = 'planned'"),
)

DEPARTURES = Table(
    "departures",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("member_id", Uuid, ForeignKey("accounts.id"), nullable=False),
    Column("establishment_id", Uuid, ForeignKey("establishments.id"), nullable=False),
    Column("left_on", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("declared_by", Uuid, nullable=False),
    Column("declared_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
)
Index(None, DEPARTURES.c.member_id, DEPARTURES.c.state)
Index(None, DEPARTURES.c.establishment_id, DEPARTURES.c.declared_at, DEPARTURES.c.id)

HOUSEHOLD_VERSIONS = Table(
    "household_versions",
    metadata,
    Column("member_id", Uuid, ForeignKey("accounts.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("holds_from", Date, comment="null where it was told before that was kept"),
    Column("family_situation", Text),
    Column("partner", JSON(none_as_null=True)),
    Column("children", JSON, nullable=False),
    Column("parts", Numeric(4, 2), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
)
