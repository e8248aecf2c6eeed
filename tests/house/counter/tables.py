import sqlalchemy as sa

from services.kit.database.house_tables import metadata_with_house_tables

metadata = metadata_with_house_tables()
seen = sa.Table(
    "seen",
    metadata,
    sa.Column("number", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("event_id", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("trace_id", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.clock_timestamp()),
)
weather = sa.Table("weather", metadata, sa.Column("account", sa.Text, primary_key=True), sa.Column("says", sa.Text))
"""What shall happen to an account's events: `unavailable`, `broken` or `slow and broken`; otherwise counted."""
tries = sa.Table(
    "tries",
    metadata,
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.clock_timestamp()),
)
