import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import VISITOR, Role
from services.contracts.base import Event, Money
from services.contracts.calendar import day_in_paris
from services.contracts.language import LocalizedText
from services.contracts.offers import (
    CampaignView,
    GetOffer,
    ListCampaigns,
    ListOffers,
    OfferView,
    PublishCampaign,
    PublishOffer,
    UnknownCampaign,
    UnknownOffer,
)
from services.contracts.refusals import NotAuthenticated, NotPermitted, Refusal
from services.kit.work import Work
from services.offers.handlers.announce_campaigns import announce_campaigns
from services.offers.store import SqlCampaigns
from tests.parts.caller import Caller
from tests.parts.house import House
from tests.parts.keys import Keys
from tests.parts.migrated import alembic

TODAY = day_in_paris(datetime.now(UTC))


def text(words: str) -> LocalizedText:
    return LocalizedText(fr=words, en=f"{words} in English")


class Catalogue:
    """Who publishes, and members of both portals who read. Each catalogue has a tag that keeps it apart."""

    def __init__(self, caller: Caller, keys: Keys) -> None:
        self.tag = f"t{uuid4().hex[:10]}"
        self._caller = caller
        self._staff = keys.staff(Role.CATALOGUE)
        self._readers = {portal: keys.member(portal=portal) for portal in ("agent", "medical")}

    def publish(self, title: str, **changes: Any) -> OfferView:
        known: dict[str, Any] = {
            "code": f"o-{uuid4().hex[:12]}",
            "title": text(title),
            "description": text(self.tag),
            "category": "leisure",
            "portals": ["agent"],
        }
        published: OfferView = self._send(PublishOffer.model_validate(known | changes))
        return published

    def open(self, **changes: Any) -> CampaignView:
        known: dict[str, Any] = {
            "code": f"c-{uuid4().hex[:12]}",
            "name": text("Été"),
            "description": text("Description"),
            "portals": ["agent"],
            "opens_on": TODAY - timedelta(days=1),
            "closes_on": TODAY + timedelta(days=30),
        }
        opened: CampaignView = self._send(PublishCampaign.model_validate(known | changes))
        return opened

    def titles(self, portal: str = "agent", **filters: Any) -> list[str]:
        return [offer.title for offer in self.page(portal, **filters).items]

    def page(self, portal: str = "agent", **filters: Any) -> Any:
        q = f"{self.tag} {filters.pop('q', '')}"
        return self.ask(ListOffers(q=q, **filters), portal)

    def ask(self, query: Any, portal: str = "agent", language: str = "fr") -> Any:
        return self._caller.call(query, actor=self._readers[portal], language=language)

    def _send(self, command: Any) -> Any:
        return self._caller.call(command, actor=self._staff, key=str(uuid4()))


@pytest.fixture
def catalogue(caller: Caller, keys: Keys) -> Catalogue:
    return Catalogue(caller, keys)


def test_the_tables_are_those_that_the_migrations_make(offers_database: sa.Engine) -> None:
    alembic("offers", offers_database, "check")


def test_each_portal_sees_its_own_catalogue(catalogue: Catalogue) -> None:
    catalogue.publish("Agents")
    catalogue.publish("Medical", portals=["medical"])
    catalogue.publish("Both", portals=["agent", "medical"])
    assert catalogue.titles("agent") == ["Both", "Agents"]
    assert catalogue.titles("medical") == ["Both", "Medical"]


def test_an_offer_of_the_other_portal_does_not_exist(catalogue: Catalogue) -> None:
    offer = catalogue.publish("Medical", portals=["medical"])
    assert catalogue.ask(GetOffer(offer_id=offer.id), "medical").code == offer.code
    with pytest.raises(UnknownOffer):
        catalogue.ask(GetOffer(offer_id=offer.id), "agent")
    with pytest.raises(UnknownOffer):
        catalogue.ask(GetOffer(offer_id=uuid4()), "agent")


def test_nobody_reads_without_a_session_and_members_do_not_publish(caller: Caller, keys: Keys) -> None:
    for query in (ListOffers(), ListCampaigns(), GetOffer(offer_id=uuid4())):
        with pytest.raises(NotAuthenticated):
            caller.call(query)
        with pytest.raises(NotPermitted):
            caller.call(query, actor=keys.staff(Role.CATALOGUE))
    command = PublishOffer(code="o-x", title=text("X"), description=text("X"), category="leisure", portals=["agent"])
    with pytest.raises(NotPermitted):
        caller.call(command, actor=keys.member(), key="a-key")


def test_an_offer_is_answered_in_the_language_of_who_reads(catalogue: Catalogue) -> None:
    offer = catalogue.publish("Théâtre", public_price=Money(amount=Decimal("20.50")), conditions=text("Dès 12 ans"))
    read = catalogue.ask(GetOffer(offer_id=offer.id), language="en")
    assert (read.title, read.conditions) == ("Théâtre in English", "Dès 12 ans in English")
    read = catalogue.ask(GetOffer(offer_id=offer.id), language="fr")
    assert (read.title, read.conditions, read.public_price) == ("Théâtre", "Dès 12 ans", Money(amount=Decimal("20.50")))


def test_the_way_to_the_partner_is_told_and_goes_where_it_is_published_without(catalogue: Catalogue) -> None:
    way = {
        "booking_url": "https://gites.example/cgos",
        "booking_code": "HOSPI",
        "contact_email": "gites@partner.example",
        "contact_phone": "+33 2 99 00 01 10",
    }
    offer = catalogue.publish("Gîte", conditions=text("Au printemps"), **way)
    assert catalogue.ask(GetOffer(offer_id=offer.id)).model_dump().items() >= way.items()
    catalogue.publish("Gîte", code=offer.code)
    again = catalogue.ask(GetOffer(offer_id=offer.id)).model_dump()
    assert [again[name] for name in (*way, "conditions")] == [None] * 5


def test_what_is_published_again_changes_in_its_place(catalogue: Catalogue) -> None:
    first = catalogue.publish("First")
    catalogue.publish("Second")
    again = catalogue.publish("First, mended", code=first.code)
    assert again.id == first.id
    assert catalogue.titles() == ["Second", "First, mended"]


def test_offers_are_paged_newest_first_without_loss_or_repeat(catalogue: Catalogue) -> None:
    published = [catalogue.publish(f"Number {number}").title for number in range(7)]
    page = catalogue.page(limit=3)
    read = page.items
    catalogue.publish("Published meanwhile")
    while page.next_cursor:
        page = catalogue.page(limit=3, cursor=page.next_cursor)
        read = read + page.items
    assert [offer.title for offer in read] == published[::-1]


@pytest.mark.parametrize("cursor", ["nonsense", "WzEsMl0", "WyJhIiwiYiJd"])
def test_a_cursor_of_another_list_is_refused(catalogue: Catalogue, cursor: str) -> None:
    for query in (ListOffers(cursor=cursor), ListCampaigns(cursor=cursor)):
        with pytest.raises(Refusal) as refused:
            catalogue.ask(query)
        assert refused.value.code == "bad-cursor"


def test_filters_narrow_the_list(catalogue: Catalogue) -> None:
    campaign = catalogue.open()
    catalogue.publish("Plain")
    catalogue.publish("Of a campaign", campaign=campaign.code)
    catalogue.publish("Ticket", category="ticketing")
    catalogue.publish("Breton", region="Bretagne")
    assert catalogue.titles(category="ticketing") == ["Ticket"]
    assert catalogue.titles(campaign=campaign.code) == ["Of a campaign"]
    assert catalogue.titles(region="Bretagne") == ["Breton"]
    assert catalogue.titles(region="Bretagne", category="ticketing") == []


def test_a_period_finds_what_takes_place_in_it(catalogue: Catalogue) -> None:
    def on(day: int) -> date:
        return TODAY + timedelta(days=day)

    catalogue.publish("Always")
    catalogue.publish("Early", starts_on=on(1), ends_on=on(10))
    catalogue.publish("Late", starts_on=on(20), ends_on=on(30))
    catalogue.publish("Over", starts_on=on(-10), ends_on=on(-1))
    assert catalogue.titles() == ["Late", "Early", "Always"]
    assert catalogue.titles(from_date=on(11)) == ["Late", "Always"]
    assert catalogue.titles(to_date=on(19)) == ["Early", "Always"]
    assert catalogue.titles(from_date=on(10), to_date=on(20)) == ["Late", "Early", "Always"]


@pytest.mark.parametrize("q", ["theatre", "THÉÂTRE", "théât", "l'ile", "saint-malo", "ile malo", "oeuvre"])
def test_search_ignores_accents_and_case_and_finds_by_the_beginning_of_words(catalogue: Catalogue, q: str) -> None:
    catalogue.publish("Théâtre de l'Île à Saint-Malo", partner="Bel Œuvre")
    catalogue.publish("Piscine")
    assert catalogue.titles(q=q) == ["Théâtre de l'Île à Saint-Malo"]


@pytest.mark.parametrize("q", ["'", "&", "a:* | b", "!()", "\\", "%"])
def test_signs_in_a_search_are_no_operators(catalogue: Catalogue, q: str) -> None:
    assert isinstance(catalogue.ask(ListOffers(q=q)).items, list)


def test_only_campaigns_open_today_are_listed_in_their_portal(catalogue: Catalogue) -> None:
    shown = catalogue.open(opens_on=TODAY, closes_on=TODAY)
    closed = catalogue.open(opens_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=2))
    later = catalogue.open(opens_on=TODAY + timedelta(days=2))
    medical = catalogue.open(portals=["medical"])
    listed = {campaign.code for campaign in catalogue.ask(ListCampaigns(limit=100)).items}
    assert shown.code in listed
    assert listed.isdisjoint({closed.code, later.code, medical.code})
    assert medical.code in {each.code for each in catalogue.ask(ListCampaigns(limit=100), "medical").items}


def test_an_offer_of_a_campaign_that_does_not_exist_is_refused_and_not_kept(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownCampaign) as refused:
        catalogue.publish("Lost", campaign="nowhere")
    assert refused.value.errors[0].pointer == "/campaign"
    assert catalogue.titles() == []


def outbox(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        last = sa.text("SELECT last_value FROM outbox_position_seq")
        return int(connection.execute(last).scalar_one())


def test_two_who_publish_the_same_new_code_at_once_make_one_campaign_announced_once(
    house: House, keys: Keys, offers_database: sa.Engine
) -> None:
    code, found = f"c-{uuid4().hex[:12]}", []

    def publish() -> None:
        caller = Caller(house.rabbitmq.url)
        found.append(Catalogue(caller, keys).open(code=code).id)
        caller.close()

    before = outbox(offers_database)
    together = [threading.Thread(target=publish) for _ in range(4)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert outbox(offers_database) - before == 1 + len(found), "and the act of each for the audit"


def test_a_campaign_whose_day_has_come_is_found_and_announced_once(
    catalogue: Catalogue, offers_database: sa.Engine
) -> None:
    campaign = catalogue.open(opens_on=TODAY + timedelta(days=50), closes_on=TODAY + timedelta(days=90))
    told: list[tuple[int, str]] = []
    for day in (49, 50, 51, 82, 83, 84, 90, 91):
        told += [(day, event.event_type()) for event in announced(offers_database, campaign.id, day)]
    assert told == [(50, "campaign_opened"), (83, "campaign_closing")]


def announced(engine: sa.Engine, campaign_id: UUID, days_from_now: int) -> list[Event]:
    """What the clock tells of this campaign that many days from now."""
    events: list[Event] = []
    now = datetime.now(UTC) + timedelta(days=days_from_now)
    with Session(engine) as session, session.begin():
        work = Work(actor=VISITOR, now=now, session=session, record=events.append)
        announce_campaigns(now, SqlCampaigns(work))
    return [event for event in events if event.subject() == str(campaign_id)]
