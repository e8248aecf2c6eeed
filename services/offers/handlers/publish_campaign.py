from datetime import datetime
from uuid import uuid4

from services.contracts.base import Language
from services.contracts.calendar import day_in_paris
from services.contracts.offers import CampaignView, PublishCampaign
from services.offers.domain.campaign import Campaign
from services.offers.ports import Campaigns


def publish_campaign(command: PublishCampaign, now: datetime, language: Language, campaigns: Campaigns) -> CampaignView:
    former = campaigns.by_code(command.code)
    campaign = Campaign(
        id=former.id if former else uuid4(),
        code=command.code,
        name=command.name,
        description=command.description,
        portals=sorted(set(command.portals)),
        opens_on=command.opens_on,
        closes_on=command.closes_on,
        opening_announced=former.opening_announced if former else False,
        closing_announced=former.closing_announced if former else False,
    )
    campaign.require_days_in_order()
    campaign.announce(on=day_in_paris(now))
    campaigns.save(campaign)
    return campaign.view_in(language)
