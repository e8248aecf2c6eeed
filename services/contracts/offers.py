"""What offers promises: catalogues reserved for members, one per portal, and the campaigns that frame them."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from services.contracts.actor import MEMBERS, SERVICES, Role
from services.contracts.acts import Act, ActTold
from services.contracts.base import Command, Event, Money, Open, Page, PageQuery, Portal, Query, View
from services.contracts.language import LocalizedText
from services.contracts.member_data import HeldRowView
from services.contracts.refusals import Conflict, Invalid, NotFound

Category = Literal["stays", "ticketing", "leisure", "partners", "savings"]
CODE = r"^[a-z0-9][a-z0-9-]{1,60}$"
WebAddress = Annotated[str, StringConstraints(max_length=500, pattern=r"^https://[^\s<>\"]+$")]
PartnerEmail = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^\s@<>?]+@[^\s@<>?]+\.[^\s@<>?]{2,}$")]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 .()-]{1,28}$")]


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
    conditions: str | None = None
    booking_url: str | None = None
    """The partner's own page."""
    booking_code: str | None = None
    """What the partner asks for, to know a member."""
    contact_email: str | None = None
    contact_phone: str | None = None


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
    act = Act(name="campaign_published", to="campaign", named_by="code", on_file=False)
    long_texts = frozenset({"description"})
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
    act = Act(name="offer_published", to="offer", named_by="code", on_file=False)
    long_texts = frozenset({"description", "conditions"})
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
    conditions: LocalizedText | None = None
    booking_url: WebAddress | None = None
    booking_code: str | None = Field(default=None, min_length=1, max_length=60)
    contact_email: PartnerEmail | None = None
    contact_phone: Phone | None = None


class ListMemberData(PageQuery[Page[HeldRowView]]):
    """All that is held here of a member, for the copy that they asked for."""

    callers = SERVICES
    senders = frozenset({"documents"})
    member_id: UUID


class OfferPublished(Event):
    public = True
    public_fields = ("offer_id", "portals")
    offer_id: UUID
    portals: list[Open[Portal]]


class CampaignOpened(Event):
    public = True
    public_fields = ("campaign_id", "portals", "closes_on")
    campaign_id: UUID
    portals: list[Open[Portal]]
    closes_on: date


class CampaignClosing(Event):
    """Seven days before its end."""

    public = True
    public_fields = ("campaign_id", "portals", "closes_on")
    campaign_id: UUID
    portals: list[Open[Portal]]
    closes_on: date


class Acted(ActTold):
    pass
