from datetime import datetime
from uuid import uuid4

from services.contracts.base import Language
from services.contracts.offers import OfferView, PublishOffer, UnknownCampaign
from services.offers.domain.offer import Offer
from services.offers.ports import Campaigns, Offers


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
    return offer.view_in(language)
