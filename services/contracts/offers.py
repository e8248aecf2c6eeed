"""What offers promises: catalogues reserved for members, one per portal, and the campaigns that frame them."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import MEMBERS, Role
from services.contracts.base import Command, Event, Money, Open, Page, PageQuery, Portal, Query, View
from services.contracts.language import LocalizedText
from services.contracts.refusals import Conflict, Invalid, NotFound

Category = Literal["stays", "ticketing", "leisure", "partners", "savings"]
CODE = r"^[a-z0-9][a-z0-9-]{1,60}$"


class UnknownOffer(NotFound):
    pass


class UnknownCampaign(Invalid):
    pass


class EndsBeforeItStarts(Invalid):
    pass


class PriceAbovePublic(Conflict):
    """A member never pays more than the public."""


class CampaignView(View):
    id: UUID
    code: str
    name: str
    description: str
    opens_on: date
    closes_on: date


class ListCampaigns(PageQuery[Page[CampaignView]]):
    """Those open today in the caller's portal."""

    callers = MEMBERS


class OfferView(View):
    id: UUID
    code: str
    title: str
    description: str
    category: Open[Category]
    campaign: str | None
    """The campaign's code."""
    region: str | None
    partner: str | None
    public_price: Money | None
    member_price: Money | None
    starts_on: date | None
    ends_on: date | None
    illustrative: bool


class ListOffers(PageQuery[Page[OfferView]]):
    callers = MEMBERS
    category: Category | None = None
    campaign: str | None = Field(default=None, max_length=80)
    q: str | None = Field(default=None, max_length=100)
    region: str | None = Field(default=None, max_length=100)
    from_date: date | None = None
    to_date: date | None = None


class GetOffer(Query[OfferView]):
    callers = MEMBERS
    refuses = (UnknownOffer,)
    offer_id: UUID


class PublishCampaign(Command[CampaignView]):
    """A known code replaces what it said before."""

    callers = frozenset({Role.CATALOGUE})
    refuses = (EndsBeforeItStarts,)
    code: str = Field(pattern=CODE)
    name: LocalizedText
    description: LocalizedText
    portals: list[Portal] = Field(min_length=1, max_length=2)
    opens_on: date
    closes_on: date


class PublishOffer(Command[OfferView]):
    """A known code replaces what it said before."""

    callers = frozenset({Role.CATALOGUE})
    refuses = (UnknownCampaign, EndsBeforeItStarts, PriceAbovePublic)
    code: str = Field(pattern=CODE)
    title: LocalizedText
    description: LocalizedText
    category: Category
    portals: list[Portal] = Field(min_length=1, max_length=2)
    campaign: str | None = Field(default=None, max_length=80)
    region: str | None = Field(default=None, max_length=100)
    partner: str | None = Field(default=None, max_length=200)
    public_price: Money | None = None
    member_price: Money | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    illustrative: bool = True


class OfferPublished(Event):
    public = True
    offer_id: UUID
    portals: list[Open[Portal]]


class CampaignOpened(Event):
    public = True
    campaign_id: UUID
    portals: list[Open[Portal]]
    closes_on: date


class CampaignClosing(Event):
    """Seven days before its end."""

    public = True
    campaign_id: UUID
    portals: list[Open[Portal]]
    closes_on: date
