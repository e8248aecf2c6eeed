"""Campaigns, offers, and the few rules that bind them."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from services.contracts.base import Event, Language, Money, Portal
from services.contracts.language import LocalizedText
from services.contracts.offers import (
    CampaignClosing,
    CampaignOpened,
    CampaignView,
    Category,
    EndsBeforeItStarts,
    OfferPublished,
    OfferView,
    PriceAbovePublic,
)

PARIS = ZoneInfo("Europe/Paris")
CLOSING_NOTICE = timedelta(days=7)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def day_in_paris(now: datetime) -> date:
    """A day of the catalogue begins and ends when it does for members."""
    return now.astimezone(PARIS).date()


def searchable(text: str) -> str:
    """Words without accents, case or signs: `L'Été à Saint-Malo` is found by `ete saint malo`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    letters = (character for character in decomposed if not unicodedata.combining(character))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())


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

    def seen_in(self, language: Language) -> CampaignView:
        return CampaignView(
            id=self.id,
            code=self.code,
            name=self.name.in_language(language),
            description=self.description.in_language(language),
            opens_on=self.opens_on,
            closes_on=self.closes_on,
        )


@dataclass
class Offer:
    id: UUID
    code: str
    title: LocalizedText
    description: LocalizedText
    category: Category
    portals: list[Portal]
    campaign: str | None
    region: str | None
    partner: str | None
    public_price: Money | None
    member_price: Money | None
    starts_on: date | None
    ends_on: date | None
    illustrative: bool
    events: list[Event] = field(default_factory=list)

    def require_days_in_order(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise EndsBeforeItStarts.at("/ends_on", "An offer ends after it starts.")

    def require_member_price_below_public(self) -> None:
        if self.member_price and self.public_price and self.member_price.amount > self.public_price.amount:
            raise PriceAbovePublic.at("/member_price", "A member never pays more than the public.")

    def publish(self) -> None:
        self.events.append(OfferPublished(offer_id=self.id, portals=self.portals))

    @property
    def search_text(self) -> str:
        """What `q` looks through, in both languages: a member may know an offer by either."""
        texts = (self.title.fr, self.title.en, self.partner, self.region, self.description.fr, self.description.en)
        return searchable(" ".join(text for text in texts if text))

    def seen_in(self, language: Language) -> OfferView:
        return OfferView(
            id=self.id,
            code=self.code,
            title=self.title.in_language(language),
            description=self.description.in_language(language),
            category=self.category,
            campaign=self.campaign,
            region=self.region,
            partner=self.partner,
            public_price=self.public_price,
            member_price=self.member_price,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            illustrative=self.illustrative,
        )


class Campaigns(Protocol):
    def by_code(self, code: str) -> Campaign | None:
        """Nobody else publishes this code until the transaction ends."""

    def due_for_announcement(self, on: date) -> list[Campaign]: ...

    def save(self, campaign: Campaign) -> None: ...


class Offers(Protocol):
    def id_of(self, code: str) -> UUID | None:
        """Nobody else publishes this code until the transaction ends."""

    def save(self, offer: Offer, at: datetime) -> None: ...
