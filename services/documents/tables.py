"""The tables of the documents database."""

from typing import Any

from sqlalchemy import BigInteger, Column, Date, DateTime, Index, Integer, Row, String, Table, Uuid, text

from services.documents.domain.document import Document
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
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("incoming_key", String(80), nullable=False),
    Column("kept_key", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Index("documents_of_owner", "owner_id", "created_at", "id"),
    Index("documents_by_validity", "valid_until", postgresql_where=text("state = 'accepted'")),
    Index("documents_never_uploaded", "created_at", postgresql_where=text("state = 'awaiting_upload'")),
)

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


def document_of(row: Row[Any]) -> Document:
    return from_row(Document, row)
