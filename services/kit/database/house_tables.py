"""The five tables that each service's database has beside its own."""

from sqlalchemy import BigInteger, Column, DateTime, Identity, Index, LargeBinary, MetaData, Table, Text, Uuid, func

_NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


def metadata_with_house_tables() -> MetaData:
    """One for each service, to which it adds its own tables; constraints are named the same everywhere."""
    metadata = MetaData(naming_convention=_NAMES)
    _declare(metadata)
    return metadata


def _declare(metadata: MetaData) -> tuple[Table, Table, Table, Table, Table]:
    outbox = Table(
        "outbox",
        metadata,
        Column("position", BigInteger, Identity(always=True), primary_key=True),
        Column("event_id", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("envelope", LargeBinary, nullable=False, comment="the CloudEvents JSON, as it is published"),
        Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    )
    published_events = Table(
        "published_events",
        metadata,
        Column("published_at", DateTime(timezone=True), primary_key=True),
        Column("position", BigInteger, primary_key=True, autoincrement=False, comment="that it had in the outbox"),
        Column("event_id", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("envelope", LargeBinary, nullable=False, comment="the CloudEvents JSON, as it was published"),
    )
    inbox = Table(
        "inbox",
        metadata,
        Column("consumer", Text, primary_key=True),
        Column("event_id", Text, primary_key=True),
        Column("handled_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    )
    Index(None, inbox.c.handled_at)
    idempotency = Table(
        "idempotency",
        metadata,
        Column("subject", Text, primary_key=True),
        Column("method", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("fingerprint", LargeBinary, nullable=False, comment="of the command's body"),
        Column("reply", Text, comment="null only inside the transaction that runs the command"),
        Column("saved_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    )
    Index(None, idempotency.c.saved_at)
    erased_members = Table(
        "erased_members",
        metadata,
        Column("member_id", Uuid, primary_key=True),
        Column("erased_at", DateTime(timezone=True), nullable=False),
        comment="in each database, so that one that is restored can be told by the others",
    )
    return outbox, published_events, inbox, idempotency, erased_members


OUTBOX, PUBLISHED_EVENTS, INBOX, IDEMPOTENCY, ERASED_MEMBERS = _declare(MetaData(naming_convention=_NAMES))
"""For the kit's own statements, whatever the service's metadata."""
