"""How applications are found at the desk, and the table of corrections after the submission: a part of `tables.py`."""

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    Uuid,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.applications.domain.searching import ACCENTED, PLAIN
from services.applications.domain.status import OPEN, UNDECIDED

_INSTANT = DateTime(timezone=True)

REGION: ColumnElement[str] = literal_column("(applicant ->> 'region')", Text)
ESTABLISHMENT: ColumnElement[str] = literal_column("(applicant ->> 'establishment_name')", Text)
QUOTIENT_TIERS = ("560", "710", "810", "910", "1010", "1150", "1496")
_OVER = ", ".join(f"{tier}.01" for tier in QUOTIENT_TIERS)
QUOTIENT_TIER: ColumnElement[int] = literal_column(
    f"coalesce(width_bucket(frozen_quotient, ARRAY[{_OVER}]::numeric[]), -1)",
    Integer,
)
"""Which of the published tiers: 0 up to the first; -1 unknown."""
_WORDS = "cgos_number"
for _name in ("given_name", "family_name", "establishment_name"):
    _WORDS = f"(({_WORDS} || ' ') || coalesce(applicant ->> '{_name}', ''))"
SEARCHED: ColumnElement[Any] = literal_column(
    f"to_tsvector('simple'::regconfig, translate(lower({_WORDS[1:-1]}), '{ACCENTED}', '{PLAIN}'))"
)
"""Who applies, as it is looked for: `searching.py`."""


def desk_tables(metadata: MetaData, applications: Table) -> Table:
    c = applications.c
    opened, submitted = c.status.in_(OPEN), text("queue_at IS NOT NULL")
    for name, by in (("region", REGION), ("establishment", ESTABLISHMENT), ("quotient_tier", QUOTIENT_TIER)):
        Index(f"ix_applications_open_by_{name}", by, c.queue_at, c.id, postgresql_where=opened)
        Index(f"ix_applications_status_by_{name}", c.status, by, c.queue_at, c.id, postgresql_where=submitted)
    Index("ix_applications_searched", SEARCHED, _table=applications, postgresql_using="gin", postgresql_where=submitted)
    announced = text("closing_on IS NOT NULL AND status = 'incomplete'")
    Index("ix_applications_closing", c.closing_on, postgresql_where=announced)
    claimed = c.claimed_by.is_not(None) & c.status.in_(UNDECIDED)
    Index("ix_applications_claims", c.claimed_by, c.queue_at, c.id, postgresql_where=claimed)
    return Table(
        "amendments",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("application_id", ForeignKey("applications.id"), nullable=False),
        Column("changes", JSONB, nullable=False, comment="[{item, old, new}]; personal"),
        Column("message", Text, nullable=False),
        Column("asked_at", _INSTANT, nullable=False),
        Column("state", Text, nullable=False),
        Column("accepted", ARRAY(Text), nullable=False, server_default="{}", comment="items"),
        Column("reason", Text),
        Column("decided_at", _INSTANT),
        Column("decided_by", Uuid),
        Index("ix_amendments_application_id", "application_id", "asked_at"),
        Index("ix_amendments_waiting", "application_id", unique=True, postgresql_where=text("state = 'waiting'")),
    )
