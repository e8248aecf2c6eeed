import sqlalchemy as sa

from services.kit.database.house_tables import metadata_with_house_tables

metadata = metadata_with_house_tables()
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("amount", sa.Integer, nullable=False),
)
ticks = sa.Table("ticks", metadata, sa.Column("at", sa.DateTime(timezone=True), nullable=False))
