from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from services.contracts.base import Event
from services.offers.domain.campaign import Campaign
from services.offers.domain.offer import Offer


class InMemoryCampaigns:
    def __init__(self) -> None:
        self.kept: dict[str, Campaign] = {}
        self.events: list[Event] = []

    def by_code(self, code: str) -> Campaign | None:
        return self._copy(self.kept[code]) if code in self.kept else None

    def due_for_announcement(self, on: date) -> list[Campaign]:
        return [self._copy(each) for each in self.kept.values() if each.opens_on <= on <= each.closes_on]

    def save(self, campaign: Campaign) -> None:
        self.kept[campaign.code] = campaign
        self.events += campaign.events

    @staticmethod
    def _copy(campaign: Campaign) -> Campaign:
        return replace(campaign, events=[])


class InMemoryOffers:
    def __init__(self) -> None:
        self.kept: dict[str, Offer] = {}
        self.events: list[Event] = []

    def id_of(self, code: str) -> UUID | None:
        return self.kept[code].id if code in self.kept else None

    def save(self, offer: Offer, at: datetime) -> None:
        self.kept[offer.code] = offer
        self.events += offer.events
