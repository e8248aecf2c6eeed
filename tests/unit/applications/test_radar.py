"""What a member is offered follows from their household and from what they asked for already."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, get_args
from uuid import uuid4

import pytest
import yaml

from deploy.demo.dates import with_dates
from deploy.demo.load import DATA
from services.applications.domain.benefit import Benefit
from services.applications.domain.form import Form
from services.applications.domain.radar import Asked, Known, Prospect, radar
from services.applications.domain.status import Status
from services.applications.handlers.publish_benefit import publish_benefit
from services.applications.queries.wording import radar_sentence
from services.contracts.applications import PublishBenefit
from services.contracts.base import Language
from tests.unit.applications.fakes import InMemoryBenefits
from tests.unit.applications.given import DAY, NOW

GREAT, SMALL = {"given_name": "Lina", "birth_date": "2015-02-08"}, {"given_name": "Hugo", "birth_date": "2018-11-19"}
FOR_ANYBODY = {"holiday-vouchers-savings"}
OF_ANY_CHILD = FOR_ANYBODY | {"holidays-children", "leisure-centre"}


def published() -> list[Benefit]:
    """The demo's own, of the agents' portal."""
    kept = InMemoryBenefits()
    for path in sorted((DATA / "benefits").glob("*.yaml")):
        publish_benefit(PublishBenefit.model_validate(with_dates(yaml.safe_load(path.read_text()), DAY)), kept)
    return [each for each in kept.kept.values() if each.portal == "agent"]


BENEFITS = published()


def look(
    *children: dict[str, Any],
    quotient: int | None = 600,
    papers: frozenset[str] = frozenset(),
    asked: tuple[Asked, ...] = (),
) -> dict[str, Prospect]:
    facts = {"children": [{"disabled": False} | child for child in children]}
    known = Known(facts, None if quotient is None else Decimal(quotient), papers)
    return {found.benefit.code: found for found in radar(BENEFITS, known, asked, NOW)}


def offered(found: dict[str, Prospect]) -> set[str]:
    return {code for code, each in found.items() if each.eligible and not each.on_event and not each.asked}


def application(code: str, status: str, at: datetime = NOW) -> Asked:
    return Asked(uuid4(), code, Status(status), at)


def test_children_of_eleven_and_eight_are_offered_no_care_of_under_six_nor_a_death_grant() -> None:
    assert offered(look(GREAT, SMALL)) == OF_ANY_CHILD


def test_a_child_with_a_handicap_is_offered_what_is_for_them() -> None:
    found = look(GREAT | {"disabled": True}, SMALL)
    assert offered(found) == OF_ANY_CHILD | {"disabled-child", "holidays-disabled-child"}
    assert radar_sentence(found["disabled-child"].reasons[0], "fr") == "Pour Lina."


def test_an_infant_is_offered_care_and_who_has_no_child_nothing_of_children() -> None:
    assert "childcare-vouchers" in offered(look({"birth_date": "2023-05-01"}))
    assert offered(look()) == FOR_ANYBODY


def test_what_can_be_asked_for_comes_first_and_in_it_what_ends_soonest() -> None:
    found = look(GREAT, asked=(application("leisure-centre", "draft"),))
    assert list(found)[:2] == ["holidays-children", "holiday-vouchers-savings"]
    order = list(found)
    assert order.index("holiday-vouchers-savings") < order.index("illness") < order.index("leisure-centre")
    assert [found[code].eligible for code in order[-3:]] == [False, False, False]


@pytest.mark.parametrize("status", ["draft", "incomplete", "submitted", "under_review", "approved", "paid", "rejected"])
def test_what_is_under_way_or_was_decided_in_this_period_is_not_offered_again(status: str) -> None:
    mine = application("leisure-centre", status)
    assert "leisure-centre" not in offered(look(GREAT, asked=(mine,)))
    assert look(GREAT, asked=(mine,))["leisure-centre"].asked == mine


@pytest.mark.parametrize(
    ("status", "at"),
    [("withdrawn", NOW), ("expired", NOW), ("approved", datetime(2025, 12, 31, 12, tzinfo=UTC))],
)
def test_what_was_given_up_or_granted_in_an_earlier_period_is_offered_again(status: str, at: datetime) -> None:
    assert "leisure-centre" in offered(look(GREAT, asked=(application("leisure-centre", status, at),)))


def test_the_estimate_is_that_of_who_counts_and_of_the_quotient() -> None:
    amounts = {code: each.estimate.amount for code, each in look(GREAT, SMALL).items() if each.estimate}
    by_child = next(each for each in BENEFITS if each.code == "holidays-children").scale.tiers[0].amount
    assert amounts["holidays-children"] == 2 * by_child
    closed = look(GREAT, quotient=None)["holidays-children"]
    assert closed.estimate is not None
    assert closed.estimate.amount == 100
    assert "rights_closed" in [reason.name for reason in closed.reasons]


def test_a_paper_that_was_checked_already_is_not_lacking() -> None:
    lacking = {each.slot for each in look(GREAT)["holidays-children"].lacking}
    assert "tax_notice" in lacking
    assert {
        each.slot for each in look(GREAT, papers=frozenset({"tax_notice"}))["holidays-children"].lacking
    } == lacking - {"tax_notice"}


@pytest.mark.parametrize("language", get_args(Language))
def test_every_reason_is_a_sentence(language: Language) -> None:
    for status in Status:
        asked = tuple(application(each.code, status) for each in BENEFITS[::2])
        for people in ((), (GREAT,), (GREAT, {"birth_date": "2024-01-01"})):
            for found in look(*people, asked=asked, quotient=None).values():
                for reason in found.reasons:
                    assert radar_sentence(reason, language).endswith((".", "!")), reason


def test_what_is_for_another_status_is_not_offered_and_says_why() -> None:
    benefit = replace(BENEFITS[0], form=Form(BENEFITS[0].form.schema | {"x-for-statuses": ["titulaire"]}))
    known = Known({"children": [], "status": "retraite"}, Decimal(600), frozenset())
    (found,) = radar([benefit], known, (), NOW)
    assert (found.eligible, found.reasons[0].name) == (False, "check")
    assert "Statut" in radar_sentence(found.reasons[0], "fr")
