"""The tables of the documents database."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Numeric,
    Row,
    SmallInteger,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from services.documents.domain.document import Document
from services.documents.domain.reading import Notice, Reading
from services.kit.database.house_tables import metadata_with_house_tables
from services.kit.database.rows import from_row

metadata = metadata_with_house_tables()

documents = Table(
    "documents",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("owner_id", Uuid, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("filename", String(200), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("content_type", String(100), nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", String(40)),
    Column("valid_until", Date),
    Column("ending_told", SmallInteger),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("incoming_key", String(80), nullable=False),
    Column("kept_key", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("check_due_at", DateTime(timezone=True)),
    Column("check_tries", Integer, nullable=False, server_default="0"),
    Column("kept_size", BigInteger),
    Index("documents_of_owner", "owner_id", "created_at", "id"),
    Index("documents_by_validity", "valid_until", postgresql_where=text("state = 'accepted'")),
    Index("documents_ending", "ending_told", "valid_until", postgresql_where=text("state = 'accepted'")),
    Index("documents_never_uploaded", "created_at", postgresql_where=text("state = 'awaiting_upload'")),
    Index("documents_to_check", "check_due_at", postgresql_where=text("state = 'checking'")),
)

paper_readings = Table(
    "paper_readings",
    metadata,
    Column("document_id", Uuid, primary_key=True),
    Column("paper", String(40), nullable=False),
    Column("signature", String(40), nullable=False),
    Column("reference_tax_income", Numeric(9, 0)),
    Column("parts", Numeric(5, 2)),
    Column("income_year", Integer),
    Column("declarants", ARRAY(String(38))),
    Column("notice_number", String(13)),
    Column("issuer", String(4)),
    Column("read_at", DateTime(timezone=True), nullable=False),
)
"""What accepted papers say of themselves; gone with the paper. The columns of a tax notice are null for any other."""

holdings = Table(
    "holdings",
    metadata,
    Column("application_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("document_ids", ARRAY(Uuid), nullable=False),
    Column("told_at", DateTime(timezone=True), nullable=False),
    Column("region", String(100)),
    Column("kept_for", String(40)),
    Column("kept_until", Date),
    Index("holdings_of_document", "document_ids", postgresql_using="gin"),
)
"""What each application that was submitted, and each general thread, holds, as applications told it last: what officers
may read, and how long its owner cannot delete it."""

accesses = Table(
    "accesses",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("document_id", Uuid, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("reader_id", Uuid, nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
    Column("idempotency_key", String(200)),
    Column("application_id", Uuid),
    # A reply with a URL is never saved, so a repeated call runs again: its reading is still one.
    Index("accesses_once", "reader_id", "document_id", "idempotency_key", unique=True),
    Index("accesses_of_owner", "owner_id", "read_at", "id"),
)

leftovers = Table(
    "leftovers",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("due_at", DateTime(timezone=True), primary_key=True),
    Index("leftovers_due", "due_at"),
)

exports = Table(
    "exports",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("member_id", Uuid, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("due_at", DateTime(timezone=True)),
    Column("progress", SmallInteger, nullable=False),
    Column("key", String(80), nullable=False),
    Column("size", BigInteger),
    Column("ready_at", DateTime(timezone=True)),
    Column("expires_at", DateTime(timezone=True)),
    Index("exports_of_member", "member_id", "asked_at", "id"),
    Index("exports_one_under_way", "member_id", unique=True, postgresql_where=text("ready_at IS NULL")),
    Index("exports_due", "due_at", postgresql_where=text("ready_at IS NULL")),
    Index("exports_by_end", "expires_at"),
)


def document_of(row: Row[Any]) -> Document:
    return from_row(Document, row)


def reading_of(row: Row[Any]) -> Reading | None:
    """None where the row of an outer join has none."""
    if row.paper is None:
        return None
    if row.reference_tax_income is None:
        return Reading(row.paper, row.signature)
    notice = from_row(Notice, row, declarants=tuple(row.declarants))
    return Reading(row.paper, row.signature, notice)
