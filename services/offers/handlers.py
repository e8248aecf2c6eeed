"""What the catalogue's staff publish, and what time does to campaigns."""

from datetime import datetime
from uuid import uuid4

from services.contracts.base import Language
from services.contracts.offers import CampaignView, OfferView, PublishCampaign, PublishOffer, UnknownCampaign
from services.offers.domain import Campaign, Campaigns, Offer, Offers, day_in_paris


def publish_campaign(command: PublishCampaign, now: datetime, language: Language, campaigns: Campaigns) -> CampaignView:
    known = campaigns.by_code(command.code)
    campaign = Campaign(
        id=known.id if known else uuid4(),
        code=command.code,
        name=command.name,
        description=command.description,
        portals=sorted(set(command.portals)),
        opens_on=command.opens_on,
        closes_on=command.closes_on,
        opening_announced=known.opening_announced if known else False,
        closing_announced=known.closing_announced if known else False,
    )
    campaign.require_days_in_order()
    campaign.announce(on=day_in_paris(now))
    campaigns.save(campaign)
    return campaign.seen_in(language)


def publish_offer(
    command: PublishOffer, now: datetime, language: Language, offers: Offers, campaigns: Campaigns
) -> OfferView:
    if command.campaign is not None and campaigns.by_code(command.campaign) is None:
        raise UnknownCampaign.at("/campaign", "No campaign bears this code.")
    offer = Offer(
        id=offers.id_of(command.code) or uuid4(),
        portals=sorted(set(command.portals)),
        **{name: getattr(command, name) for name in PublishOffer.model_fields if name != "portals"},
    )
    offer.require_days_in_order()
    offer.require_member_price_below_public()
    offer.publish()
    offers.save(offer, at=now)
    return offer.seen_in(language)


def announce_campaigns(now: datetime, campaigns: Campaigns) -> None:
    today = day_in_paris(now)
    for campaign in campaigns.due_for_announcement(today):
        campaign.announce(on=today)
        campaigns.save(campaign)
