"""The campaigns that are open today."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.base import Language, Page
from services.contracts.offers import CampaignView, ListCampaigns
from services.kit.database.paging import page_of
from services.offers.queries.portal import in_portal
from services.offers.tables import campaign_from, campaigns


def list_campaigns(
    session: Session, query: ListCampaigns, portal: str | None, language: Language, today: date
) -> Page[CampaignView]:
    """Soonest to close first."""
    c = campaigns.c
    shown = select(campaigns).where(in_portal(campaigns, portal), c.opens_on <= today, c.closes_on >= today)
    return page_of(
        session, shown, [c.closes_on, c.id], query, lambda row: campaign_from(row._mapping).view_in(language)
    )
