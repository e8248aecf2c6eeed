from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from services.contracts.base import Money
from services.contracts.language import LocalizedText
from services.contracts.offers import (
    CampaignClosing,
    CampaignOpened,
    EndsBeforeItStarts,
    OfferPublished,
    PriceAbovePublic,
    PublishCampaign,
    PublishOffer,
    UnknownCampaign,
)
from services.offers.domain.search import searchable
from services.offers.handlers.announce_campaigns import announce_campaigns
from services.offers.handlers.publish_campaign import publish_campaign
from services.offers.handlers.publish_offer import publish_offer
from tests.unit.offers.fakes import InMemoryCampaigns, InMemoryOffers

NAME = LocalizedText(fr="Vacances d'été", en="Summer holidays")
NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)


def campaign(**changes: Any) -> PublishCampaign:
    known: dict[str, Any] = {
        "code": "summer-2027",
        "name": NAME,
        "description": NAME,
        "portals": ["agent"],
        "opens_on": date(2027, 6, 1),
        "closes_on": date(2027, 6, 30),
    }
    return PublishCampaign.model_validate(known | changes)


def offer(**changes: Any) -> PublishOffer:
    known: dict[str, Any] = {
        "code": "seaside",
        "title": NAME,
        "description": NAME,
        "category": "stays",
        "portals": ["medical", "agent"],
    }
    return PublishOffer.model_validate(known | changes)


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_a_campaign_is_answered_in_the_language_of_who_reads() -> None:
    assert publish_campaign(campaign(), NOON, "en", InMemoryCampaigns()).name == "Summer holidays"
    assert publish_campaign(campaign(), NOON, "fr", InMemoryCampaigns()).name == "Vacances d'été"


def test_a_campaign_cannot_close_before_it_opens() -> None:
    with pytest.raises(EndsBeforeItStarts) as refused:
        publish_campaign(campaign(closes_on=date(2027, 5, 31)), NOON, "fr", InMemoryCampaigns())
    assert refused.value.errors[0].pointer == "/closes_on"


def test_a_campaign_of_one_day_is_allowed() -> None:
    publish_campaign(campaign(closes_on=date(2027, 6, 1)), NOON, "fr", InMemoryCampaigns())


def test_a_known_code_keeps_its_id() -> None:
    campaigns = InMemoryCampaigns()
    first = publish_campaign(campaign(), NOON, "fr", campaigns)
    second = publish_campaign(campaign(closes_on=date(2027, 7, 15)), NOON, "fr", campaigns)
    assert (second.id, second.closes_on) == (first.id, date(2027, 7, 15))


def test_a_campaign_opens_on_its_day_and_is_closing_seven_days_before_its_end_once_each() -> None:
    campaigns = InMemoryCampaigns()
    publish_campaign(campaign(), on(date(2027, 5, 20)), "fr", campaigns)
    told: dict[date, list[type]] = {}
    for day in (date(2027, 5, 31), date(2027, 6, 1), date(2027, 6, 2), date(2027, 6, 22), date(2027, 6, 23)):
        for _ in range(3):
            before = len(campaigns.events)
            announce_campaigns(on(day), campaigns)
            told.setdefault(day, []).extend(type(event) for event in campaigns.events[before:])
    assert told == {
        date(2027, 5, 31): [],
        date(2027, 6, 1): [CampaignOpened],
        date(2027, 6, 2): [],
        date(2027, 6, 22): [],
        date(2027, 6, 23): [CampaignClosing],
    }


def test_a_day_begins_at_midnight_in_paris() -> None:
    campaigns = InMemoryCampaigns()
    publish_campaign(campaign(), on(date(2027, 5, 20)), "fr", campaigns)
    announce_campaigns(datetime(2027, 5, 31, 21, 59, tzinfo=UTC), campaigns)
    assert campaigns.events == []
    announce_campaigns(datetime(2027, 5, 31, 22, 0, tzinfo=UTC), campaigns)
    assert [type(event) for event in campaigns.events] == [CampaignOpened]


def test_a_campaign_published_while_open_is_announced_at_once_and_not_again_when_published_again() -> None:
    campaigns = InMemoryCampaigns()
    publish_campaign(campaign(), NOON, "fr", campaigns)
    publish_campaign(campaign(name=LocalizedText(fr="Été", en="Summer")), NOON, "fr", campaigns)
    assert [type(event) for event in campaigns.events] == [CampaignOpened]


def test_a_campaign_is_never_announced_after_its_end() -> None:
    campaigns = InMemoryCampaigns()
    publish_campaign(campaign(), on(date(2027, 7, 1)), "fr", campaigns)
    announce_campaigns(on(date(2027, 7, 1)), campaigns)
    assert campaigns.events == []


def test_an_offer_is_published_with_an_event_that_names_its_portals() -> None:
    offers = InMemoryOffers()
    view = publish_offer(offer(), NOON, "en", offers, InMemoryCampaigns())
    assert view.title == "Summer holidays"
    assert offers.events == [OfferPublished(offer_id=view.id, portals=["agent", "medical"])]
    assert publish_offer(offer(), NOON, "en", offers, InMemoryCampaigns()).id == view.id


def test_an_offer_names_a_campaign_that_exists() -> None:
    with pytest.raises(UnknownCampaign):
        publish_offer(offer(campaign="summer-2027"), NOON, "fr", InMemoryOffers(), InMemoryCampaigns())
    campaigns = InMemoryCampaigns()
    publish_campaign(campaign(), NOON, "fr", campaigns)
    published = publish_offer(offer(campaign="summer-2027"), NOON, "fr", InMemoryOffers(), campaigns)
    assert published.campaign == "summer-2027"


def test_a_member_never_pays_more_than_the_public() -> None:
    dear = offer(public_price=Money(amount=Decimal(10)), member_price=Money(amount=Decimal("10.01")))
    with pytest.raises(PriceAbovePublic):
        publish_offer(dear, NOON, "fr", InMemoryOffers(), InMemoryCampaigns())


def test_an_offer_cannot_end_before_it_starts() -> None:
    with pytest.raises(EndsBeforeItStarts):
        publish_offer(
            offer(starts_on=date(2027, 7, 2), ends_on=date(2027, 7, 1)),
            NOON,
            "fr",
            InMemoryOffers(),
            InMemoryCampaigns(),
        )


@pytest.mark.parametrize("address", ["http://gites.example", "javascript:alert(1)", "https://", 'https://a.example/"'])
def test_a_link_to_the_partner_is_https(address: str) -> None:
    with pytest.raises(ValidationError, match="booking_url"):
        offer(booking_url=address)


@pytest.mark.parametrize(
    ("text", "found_as"),
    [("Théâtre", "theatre"), ("L'Été à Saint-Malo", "l ete a saint malo"), ("Œuvre", "oeuvre"), ("  ", "")],
)
def test_search_ignores_accents_case_and_signs(text: str, found_as: str) -> None:
    assert searchable(text) == found_as
