"""The demonstration's content: enough of it, fit for the services, honest about what is invented."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.demo.dates import with_dates
from deploy.demo.load import DATA
from services.applications.handlers.publish_benefit import publish_benefit
from services.contracts.applications import PublishBenefit
from services.contracts.identity import CreateStaffAccount, PutHousehold, RegisterEstablishment
from services.contracts.offers import PublishCampaign, PublishOffer
from services.contracts.refusals import Refusal
from tests.unit.applications.fakes import InMemoryBenefits

TODAY = date(2026, 11, 22)
BENEFITS = sorted((DATA / "benefits").glob("*.yaml"))
PUBLISHED = {"holidays-disabled-child", "holidays-children", "repayable-aid", "death-of-agent"}
"""Whose figures are the organisation's own (docs/mission.md, facts)."""


def read(name: str) -> Any:
    return with_dates(yaml.safe_load((DATA / name).read_text()), TODAY)


@pytest.mark.parametrize("path", BENEFITS, ids=lambda path: path.stem)
def test_a_benefit_of_the_demo_can_be_published(path: Path) -> None:
    benefits = InMemoryBenefits()
    try:
        publish_benefit(PublishBenefit.model_validate(read(f"benefits/{path.name}")), benefits)
    except Refusal as refusal:
        pytest.fail(f"{path.name}: {refusal.code}: {[(each.pointer, each.detail) for each in refusal.errors]}")
    assert list(benefits.kept) == [path.stem]


@pytest.mark.parametrize("path", BENEFITS, ids=lambda path: path.stem)
def test_an_invented_scale_says_so(path: Path) -> None:
    assert read(f"benefits/{path.name}")["scale"]["illustrative"] is (path.stem not in PUBLISHED)


def test_there_is_enough_to_show() -> None:
    portals = [read(f"benefits/{path.name}")["portal"] for path in BENEFITS]
    assert portals.count("agent") >= 8
    assert portals.count("medical") >= 4
    assert len(read("establishments.yaml")) == 12
    assert len(read("offers.yaml")) == 20
    assert {offer["campaign"] for offer in read("offers.yaml") if "campaign" in offer} == {"summer", "back-to-school"}


def test_every_campaign_and_offer_is_open_whatever_the_day() -> None:
    for day in (date(2026, 2, 28), date(2028, 2, 29), date(2026, 9, 30), date(2026, 12, 31)):
        for name, command in (("campaigns", PublishCampaign), ("offers", PublishOffer)):
            for item in with_dates(yaml.safe_load((DATA / f"{name}.yaml").read_text()), day):
                published = command.model_validate(item)
                if isinstance(published, PublishCampaign):
                    assert published.opens_on <= day <= published.closes_on
                else:
                    assert published.ends_on is None or day <= published.ends_on


def test_people_and_establishments_fit_the_contract() -> None:
    accounts = read("accounts.yaml")
    for person in accounts["staff"].values():
        CreateStaffAccount.model_validate(person)
    CreateStaffAccount.model_validate(accounts["correspondent_elsewhere"])
    for member in accounts["members"].values():
        PutHousehold.model_validate(member["household"])
    for establishment in read("establishments.yaml"):
        RegisterEstablishment.model_validate(establishment)
    assert accounts["establishment"] in {one["name"] for one in read("establishments.yaml")}


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [
        ("next(01-31)", "2027-01-31"),
        ("next(11-22)", "2026-11-22"),
        ("last(01-01)", "2026-01-01"),
        ("last(12-15)", "2025-12-15"),
        ("after(06-15, 03-01)", "2028-03-01"),
        ("yesterday", "2026-11-21"),
        ("2026-07-04", "2026-07-04"),
    ],
)
def test_a_spoken_date_follows_the_calendar(spoken: str, meant: str) -> None:
    assert with_dates({"on": [spoken]}, TODAY) == {"on": [meant]}
