"""The tables of what comes after a decision: a part of `tables.py`."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

_INSTANT = DateTime(timezone=True)
_MONEY = Numeric(10, 2)


def ruling_tables(metadata: MetaData) -> tuple[Table, Table, Table]:
    rulings = Table(
        "rulings",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("application_id", ForeignKey("applications.id"), nullable=False),
        Column("number", SmallInteger, nullable=False),
        Column("kind", Text, nullable=False),
        Column("outcome", Text, nullable=False),
        Column("amount", _MONEY),
        Column("estimate", JSONB, comment="what the scale gave when it was decided"),
        Column("checks", JSONB, comment="what the rules said then"),
        Column("overrides", JSONB, nullable=False),
        Column("overridden_by", ARRAY(Uuid), nullable=False),
        Column("reason", Text),
        Column("decided_at", _INSTANT, nullable=False),
        Column("decided_by", ARRAY(Uuid), nullable=False),
        Column("benefit_name", JSONB, nullable=False),
        Column("appeal_until", Date),
        Column("replaces", Boolean, nullable=False),
        Column("before", _INSTANT, comment="when the decision was taken that it is about"),
        Column("appealed_at", _INSTANT),
        Column("code", Text, nullable=False, unique=True, comment="on its letter"),
        UniqueConstraint("application_id", "number"),
        comment="each decision on an application, as its letter tells it",
    )

    appeals = Table(
        "appeals",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("application_id", ForeignKey("applications.id"), nullable=False),
        Column("ruling_id", ForeignKey("rulings.id"), nullable=False, unique=True),
        Column("grounds", Text, nullable=False),
        Column("document_ids", ARRAY(Uuid), nullable=False),
        Column("state", Text, nullable=False),
        Column("lodged_at", _INSTANT, nullable=False),
        Column("claimed_by", Uuid),
        Column("decided_by", Uuid),
        Column("decided_at", _INSTANT),
        Column("reason", Text),
        Index("ix_appeals_application_id", "application_id"),
        Index("ix_appeals_state", "state", "lodged_at", "id"),
    )

    corrections = Table(
        "decision_corrections",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("application_id", ForeignKey("applications.id"), nullable=False),
        Column("ruling_id", ForeignKey("rulings.id"), nullable=False),
        Column("outcome", Text, nullable=False),
        Column("amount", _MONEY),
        Column("reason", Text, nullable=False),
        Column("proposed_by", Uuid, nullable=False),
        Column("proposed_at", _INSTANT, nullable=False),
        Column("state", Text, nullable=False),
        Column("settled_by", Uuid),
        Column("settled_at", _INSTANT),
        Index("ix_decision_corrections_application_id", "application_id"),
        Index("ix_decision_corrections_state", "state", "proposed_at", "id"),
    )
    return rulings, appeals, corrections
