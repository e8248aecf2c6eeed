from datetime import date

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from services.contracts.base import Language, Page
from services.contracts.offers import CampaignView, ListCampaigns
from services.kit.database.paging import encode_cursor
from services.offers.queries.cursors import last_seen
from services.offers.queries.portal import in_portal
from services.offers.tables import campaign_from, campaigns


def list_campaigns(
    session: Session, query: ListCampaigns, portal: str | None, language: Language, today: date
) -> Page[CampaignView]:
    """Soonest to close first."""
    shown = (
        select(campaigns)
        .where(in_portal(campaigns, portal), campaigns.c.opens_on <= today, campaigns.c.closes_on >= today)
        .order_by(campaigns.c.closes_on, campaigns.c.id)
    )
    if query.cursor:
        shown = shown.where(tuple_(campaigns.c.closes_on, campaigns.c.id) > last_seen(query.cursor, date))
    rows = session.execute(shown.limit(query.limit + 1)).mappings().all()
    items = [campaign_from(row).seen_in(language) for row in rows[: query.limit]]
    more = len(rows) > query.limit
    return Page(items=items, next_cursor=encode_cursor([items[-1].closes_on, items[-1].id]) if more else None)
