"""What offers answers, and what the calendar makes of campaigns."""

from services.contracts.base import Page
from services.contracts.calendar import day_in_paris
from services.contracts.identity import MemberErased
from services.contracts.member_data import HeldRowView
from services.contracts.offers import (
    CampaignView,
    GetOffer,
    ListCampaigns,
    ListMemberData,
    ListOffers,
    OfferView,
    PublishCampaign,
    PublishOffer,
)
from services.kit.events.consumers import consumes
from services.kit.member_data import erase_member, held_rows
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Work
from services.offers.handlers.announce_campaigns import announce_campaigns
from services.offers.handlers.publish_campaign import publish_campaign
from services.offers.handlers.publish_offer import publish_offer
from services.offers.member_data import KEPT
from services.offers.queries import campaigns, offers
from services.offers.store import SqlCampaigns, SqlOffers


class OffersService:
    name = "offers"

    @handles(ListCampaigns)
    def list_campaigns(self, query: ListCampaigns, work: Work) -> Page[CampaignView]:
        return campaigns.list_campaigns(work.session, query, work.actor.portal, work.language, day_in_paris(work.now))

    @handles(ListOffers)
    def list_offers(self, query: ListOffers, work: Work) -> Page[OfferView]:
        return offers.list_offers(work.session, query, work.actor.portal, work.language, day_in_paris(work.now))

    @handles(GetOffer)
    def get_offer(self, query: GetOffer, work: Work) -> OfferView:
        return offers.get_offer(work.session, query, work.actor.portal, work.language)

    @handles(PublishCampaign)
    def publish_campaign(self, command: PublishCampaign, work: Work) -> CampaignView:
        return publish_campaign(command, work.now, work.language, SqlCampaigns(work))

    @handles(PublishOffer)
    def publish_offer(self, command: PublishOffer, work: Work) -> OfferView:
        return publish_offer(command, work.now, work.language, SqlOffers(work), SqlCampaigns(work))

    @handles(ListMemberData)
    def list_member_data(self, query: ListMemberData, work: Work) -> Page[HeldRowView]:
        return held_rows(work.session, KEPT, query.member_id, query)

    @consumes(MemberErased)
    def on_member_erased(self, event: MemberErased, work: Work) -> None:
        erase_member(work, KEPT, event.member_id)

    @every(seconds=60)
    def announce_campaigns(self, work: Work) -> None:
        announce_campaigns(work.now, SqlCampaigns(work))
