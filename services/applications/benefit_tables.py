"""The tables of what is published: a part of `tables.py`."""

from sqlalchemy import JSON, Column, Date, DateTime, ForeignKey, Index, Integer, MetaData, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

_INSTANT = DateTime(timezone=True)


def benefit_tables(metadata: MetaData) -> tuple[Table, Table, Table]:
    """Benefits, their versions, the scales under their names."""
    benefits = Table(
        "benefits",
        metadata,
        Column("code", Text, primary_key=True),
        Column("portal", Text, nullable=False),
        Column("category", Text, nullable=False),
        Column("name", JSONB, nullable=False),
        Column("summary", JSONB, nullable=False),
        Column("opens_on", Date, nullable=False),
        Column("closes_on", Date),
        Column("reopens_on", Date),
        Column("appeal_months", SmallInteger, nullable=False, server_default="2"),
        Column("scale", JSONB, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("published_at", _INSTANT, nullable=False),
        Index("ix_benefits_closes_on", "closes_on"),
    )

    revisions = Table(
        "benefit_revisions",
        metadata,
        Column("benefit_code", ForeignKey("benefits.code"), primary_key=True),
        Column("revision", Integer, primary_key=True),
        Column(
            "form", JSON, nullable=False, comment="json and not jsonb: questions are shown in the order of the text"
        ),
        Column("required_documents", JSONB, nullable=False),
        Column("published_at", _INSTANT, nullable=False),
        Column("rules", JSONB),
        Column("cases", JSONB),
        Column("scale", JSONB, comment="null where the version before published it: then the benefit's own"),
        Column("opens_on", Date),
        Column("closes_on", Date),
        Column("in_force_from", Date, comment="null as scale is"),
    )

    scales = Table(
        "scales",
        metadata,
        Column("benefit_code", ForeignKey("benefits.code"), primary_key=True),
        Column("version", Text, primary_key=True),
        Column("scale", JSONB, nullable=False),
        Column("published_at", _INSTANT, nullable=False),
    )
    return benefits, revisions, scales
