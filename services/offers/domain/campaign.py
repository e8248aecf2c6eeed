"""A campaign: the season that frames offers, and the two events that announce it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from services.contracts.base import Event, Language, Portal
from services.contracts.language import LocalizedText
from services.contracts.offers import CampaignClosing, CampaignOpened, CampaignView, EndsBeforeItStarts

CLOSING_NOTICE = timedelta(days=7)


@dataclass
class Campaign:
    id: UUID
    code: str
    name: LocalizedText
    description: LocalizedText
    portals: list[Portal]
    opens_on: date
    closes_on: date
    opening_announced: bool = False
    closing_announced: bool = False
    events: list[Event] = field(default_factory=list)

    def require_days_in_order(self) -> None:
        if self.closes_on < self.opens_on:
            raise EndsBeforeItStarts.at("/closes_on", "A campaign closes after it opens.")

    def announce(self, *, on: date) -> None:
        """Each of the two once, whatever is published again; late rather than never, but not after its end."""
        if not self.opens_on <= on <= self.closes_on:
            return
        if not self.opening_announced:
            self.opening_announced = True
            self.events.append(CampaignOpened(campaign_id=self.id, portals=self.portals, closes_on=self.closes_on))
        if not self.closing_announced and on >= self.closes_on - CLOSING_NOTICE:
            self.closing_announced = True
            self.events.append(CampaignClosing(campaign_id=self.id, portals=self.portals, closes_on=self.closes_on))

    def view_in(self, language: Language) -> CampaignView:
        name, description = self.name.in_language(language), self.description.in_language(language)
        return CampaignView.of(self, name=name, description=description)
