"""An offer to the members of one portal or both."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.contracts.base import Event, Language, Money, Portal
from services.contracts.language import LocalizedText
from services.contracts.offers import Category, EndsBeforeItStarts, OfferPublished, OfferView, PriceAbovePublic
from services.offers.domain.search import searchable


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
    conditions: LocalizedText | None
    booking_url: str | None
    booking_code: str | None
    contact_email: str | None
    contact_phone: str | None
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
        """What `q` looks through, in every language: a member may know an offer by any."""
        titles, descriptions = self.title.by_language().values(), self.description.by_language().values()
        return searchable(" ".join(text for text in (*titles, self.partner, self.region, *descriptions) if text))

    def view_in(self, language: Language) -> OfferView:
        title, description = self.title.in_language(language), self.description.in_language(language)
        conditions = self.conditions.in_language(language) if self.conditions else None
        return OfferView.of(self, title=title, description=description, conditions=conditions)
