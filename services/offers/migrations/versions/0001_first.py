"""Campaigns and offers, beside the house's tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from services.kit.database.migrations import create_house_tables_v1, drop_house_tables_v1

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_house_tables_v1(op)
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name_fr", sa.Text, nullable=False),
        sa.Column("name_en", sa.Text, nullable=False),
        sa.Column("description_fr", sa.Text, nullable=False),
        sa.Column("description_en", sa.Text, nullable=False),
        sa.Column("for_agents", sa.Boolean, nullable=False),
        sa.Column("for_medical", sa.Boolean, nullable=False),
        sa.Column("opens_on", sa.Date, nullable=False),
        sa.Column("closes_on", sa.Date, nullable=False),
        sa.Column("opening_announced", sa.Boolean, nullable=False),
        sa.Column("closing_announced", sa.Boolean, nullable=False),
        sa.CheckConstraint("closes_on >= opens_on", name="ck_campaigns_days_in_order"),
        sa.PrimaryKeyConstraint("id", name="pk_campaigns"),
        sa.UniqueConstraint("code", name="uq_campaigns_code"),
    )
    op.create_index("campaigns_by_end", "campaigns", ["closes_on", "id"])
    op.create_table(
        "offers",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("title_fr", sa.Text, nullable=False),
        sa.Column("title_en", sa.Text, nullable=False),
        sa.Column("description_fr", sa.Text, nullable=False),
        sa.Column("description_en", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("for_agents", sa.Boolean, nullable=False),
        sa.Column("for_medical", sa.Boolean, nullable=False),
        sa.Column("campaign", sa.Text, nullable=True),
        sa.Column("region", sa.Text, nullable=True),
        sa.Column("partner", sa.Text, nullable=True),
        sa.Column("public_price", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("member_price", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("starts_on", sa.Date, nullable=True),
        sa.Column("ends_on", sa.Date, nullable=True),
        sa.Column("illustrative", sa.Boolean, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("search_text", sa.Text, nullable=False),
        sa.Column(
            "search",
            TSVECTOR,
            sa.Computed("to_tsvector('simple'::regconfig, search_text)", persisted=True),
            nullable=True,
        ),
        sa.CheckConstraint("ends_on >= starts_on", name="ck_offers_days_in_order"),
        sa.CheckConstraint("member_price <= public_price", name="ck_offers_member_price_below_public"),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.code"], name="fk_offers_campaign"),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
        sa.UniqueConstraint("code", name="uq_offers_code"),
    )
    op.create_index("offers_search", "offers", ["search"], postgresql_using="gin")
    newest = [sa.text("published_at DESC"), sa.text("id DESC")]
    for portal in ("agents", "medical"):
        shown = sa.text(f"for_{portal}")
        op.create_index(f"offers_{portal}_newest", "offers", newest, postgresql_where=shown)
        op.create_index(f"offers_{portal}_category", "offers", ["category", *newest], postgresql_where=shown)
        op.create_index(f"offers_{portal}_campaign", "offers", ["campaign", *newest], postgresql_where=shown)
        op.create_index(f"offers_{portal}_region", "offers", ["region", *newest], postgresql_where=shown)
        op.create_index(f"offers_{portal}_period", "offers", ["ends_on", "starts_on"], postgresql_where=shown)


def downgrade() -> None:
    for table in ("offers", "campaigns"):
        op.drop_table(table)
    drop_house_tables_v1(op)
