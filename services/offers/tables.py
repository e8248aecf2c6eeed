"""The tables of offers, and the objects made of their rows."""

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Numeric,
    RowMapping,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from services.contracts.base import Money, Portal
from services.contracts.language import LocalizedText
from services.kit.database.house_tables import metadata_with_house_tables
from services.kit.database.rows import from_row
from services.offers.domain.campaign import Campaign
from services.offers.domain.offer import Offer

metadata = metadata_with_house_tables()


def _text(name: str) -> tuple[Column[Any], ...]:
    """By language. A column each for French and English is what the version before reads and writes: a trigger keeps
    them in step, and they go once no such version runs."""
    former = (Column(f"{name}_{language}", Text, nullable=False) for language in ("fr", "en"))
    return (*former, Column(name, JSONB, nullable=False))


campaigns = Table(
    "campaigns",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    *_text("name"),
    *_text("description"),
    Column("for_agents", Boolean, nullable=False),
    Column("for_medical", Boolean, nullable=False),
    Column("opens_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("opening_announced", Boolean, nullable=False),
    Column("closing_announced", Boolean, nullable=False),
    CheckConstraint("closes_on >= opens_on", name="days_in_order"),
)
Index("campaigns_by_end", campaigns.c.closes_on, campaigns.c.id)

offers = Table(
    "offers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    *_text("title"),
    *_text("description"),
    Column("category", Text, nullable=False),
    Column("for_agents", Boolean, nullable=False),
    Column("for_medical", Boolean, nullable=False),
    Column("campaign", Text, ForeignKey("campaigns.code")),
    Column("region", Text),
    Column("partner", Text),
    Column("public_price", Numeric(10, 2)),
    Column("member_price", Numeric(10, 2)),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("illustrative", Boolean, nullable=False),
    Column("conditions", JSONB(none_as_null=True)),
    Column("booking_url", Text),
    Column("booking_code", Text),
    Column("contact_email", Text),
    Column("contact_phone", Text),
    Column("published_at", DateTime(timezone=True), nullable=False),
    Column("search_text", Text, nullable=False),
    Column("search", TSVECTOR, Computed("to_tsvector('simple'::regconfig, search_text)", persisted=True)),
    CheckConstraint("ends_on >= starts_on", name="days_in_order"),
    CheckConstraint("member_price <= public_price", name="member_price_below_public"),
)
# A list is always of one portal and newest first; one index for it alone and one for each filter.
for portal in ("agents", "medical"):
    shown = text(f"for_{portal}")
    newest = (offers.c.published_at.desc(), offers.c.id.desc())
    Index(f"offers_{portal}_newest", *newest, postgresql_where=shown)
    Index(f"offers_{portal}_category", offers.c.category, *newest, postgresql_where=shown)
    Index(f"offers_{portal}_campaign", offers.c.campaign, *newest, postgresql_where=shown)
    Index(f"offers_{portal}_region", offers.c.region, *newest, postgresql_where=shown)
    Index(f"offers_{portal}_period", offers.c.ends_on, offers.c.starts_on, postgresql_where=shown)
Index("offers_search", offers.c.search, postgresql_using="gin")


def portals_of(row: RowMapping) -> list[Portal]:
    portals: list[Portal] = []
    if row["for_agents"]:
        portals.append("agent")
    if row["for_medical"]:
        portals.append("medical")
    return portals


def campaign_from(row: RowMapping) -> Campaign:
    return from_row(
        Campaign,
        row,
        name=LocalizedText.model_validate(row["name"]),
        description=LocalizedText.model_validate(row["description"]),
        portals=portals_of(row),
    )


def offer_from(row: RowMapping) -> Offer:
    return from_row(
        Offer,
        row,
        title=LocalizedText.model_validate(row["title"]),
        description=LocalizedText.model_validate(row["description"]),
        conditions=None if row["conditions"] is None else LocalizedText.model_validate(row["conditions"]),
        portals=portals_of(row),
        public_price=_price(row, "public_price"),
        member_price=_price(row, "member_price"),
    )


def _price(row: RowMapping, name: str) -> Money | None:
    return None if row[name] is None else Money(amount=row[name])
