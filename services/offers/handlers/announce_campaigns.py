from datetime import datetime

from services.contracts.calendar import day_in_paris
from services.offers.ports import Campaigns


def announce_campaigns(now: datetime, campaigns: Campaigns) -> None:
    today = day_in_paris(now)
    for campaign in campaigns.due_for_announcement(today):
        campaign.announce(on=today)
        campaigns.save(campaign)
