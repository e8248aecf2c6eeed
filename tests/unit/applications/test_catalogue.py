from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from services.applications.domain.delay import UsualDelay
from services.applications.domain.opening import Opening
from services.applications.handlers.expire_drafts import expire_drafts
from services.applications.handlers.learn_rights import learn_rights
from services.applications.handlers.publish_benefit import publish_benefit
from services.applications.handlers.publish_scale import publish_scale
from services.applications.handlers.remind_of_deadlines import remind_of_deadlines
from services.applications.queries.wording import delay_notice, timeline_sentence
from services.contracts.applications import (
    BadBenefit,
    BadScale,
    CaseFails,
    PublishBenefit,
    PublishScale,
    UnknownBenefit,
)
from tests.unit.applications.fakes import InMemoryBenefits, InMemoryDeadlines, InMemoryQuotients
from tests.unit.applications.given import COMPLETE, FORM, NOTICE, NOW, applicant_view, benefit, draft, text, tiered


def command(**changes: Any) -> PublishBenefit:
    fields: dict[str, Any] = {
        "code": "holidays",
        "portal": "agent",
        "name": text("Vacances"),
        "summary": text("Une aide."),
        "category": "holidays",
        "form": FORM,
        "required_documents": [NOTICE],
        "opens_on": date(2026, 1, 1),
        "closes_on": date(2027, 1, 31),
        "scale": tiered(),
    }
    return PublishBenefit.model_validate(fields | changes)


def test_a_benefit_is_published() -> None:
    benefits = InMemoryBenefits()

    publish_benefit(command(), benefits)

    assert benefits.get("holidays").scale.version == "2026"


def test_a_scale_is_published_for_a_benefit_that_exists() -> None:
    benefits = InMemoryBenefits(benefit())

    publish_scale(PublishScale(benefit_code="holidays", scale=tiered(version="2027")), benefits)

    assert benefits.get("holidays").scale.version == "2027"
    with pytest.raises(UnknownBenefit):
        publish_scale(PublishScale(benefit_code="nothing", scale=tiered()), benefits)


def test_a_scale_must_fit_the_form() -> None:
    with pytest.raises(BadScale):
        publish_scale(
            PublishScale(benefit_code="holidays", scale=tiered(quantity="/years")), InMemoryBenefits(benefit())
        )


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"closes_on": date(2025, 1, 1)}, "/closes_on"),
        ({"required_documents": [NOTICE, NOTICE]}, "/required_documents"),
        ({"portal": "medical"}, "/portal"),
    ],
)
def test_a_benefit_that_contradicts_itself_is_refused(changes: dict[str, Any], pointer: str) -> None:
    with pytest.raises(BadBenefit) as refused:
        publish_benefit(command(**changes), InMemoryBenefits(benefit()))
    assert refused.value.errors[0].pointer == pointer


def test_opened_rights_tell_the_quotients() -> None:
    quotients, ana = InMemoryQuotients(), uuid4()

    learn_rights(applicant_view(ana, quotients={2026: Decimal("650.50")}), NOW, quotients)

    assert quotients.kept == {(ana, 2026): Opening(Decimal("650.50"))}


def test_a_draft_expires_once_its_last_day_is_over_in_paris() -> None:
    deadlines = InMemoryDeadlines(draft(benefit=benefit(closes_on=date(2026, 11, 20))))

    expire_drafts(datetime(2026, 11, 20, 22, 59, tzinfo=UTC), deadlines)
    assert deadlines.event_types == []
    expire_drafts(datetime(2026, 11, 20, 23, 0, tzinfo=UTC), deadlines)
    assert deadlines.event_types == ["application_expired"]


def test_a_deadline_that_comes_near_is_announced() -> None:
    deadlines = InMemoryDeadlines(draft())

    remind_of_deadlines(NOW, deadlines)

    assert deadlines.event_types == ["deadline_approaching"]


def test_what_a_missing_item_does_to_the_delay_is_said_with_the_figure_where_it_is_known() -> None:
    assert "12 jours" in delay_notice(UsualDelay(20, 40, 12), "fr")
    assert "12 days" in delay_notice(UsualDelay(20, 40, 12), "en")
    assert "ni examinée ni payée" in delay_notice(None, "fr")


@pytest.mark.parametrize(
    ("event", "facts", "fr"),
    [
        ("application_submitted", {}, "Demande déposée."),
        ("items_requested", {"items": ["a", "b"]}, "2 éléments"),
        ("application_marked_incomplete", {"missing": ["a"]}, "1 élément "),
        ("application_decided", {"outcome": "rejected"}, "refusée"),
        ("message_posted", {"author": "officer"}, "gestionnaire"),
        ("deadline_approaching", {"closes_on": "2027-01-31", "days_left": 7}, "31/01/2027"),
        ("something_newer", {}, "something newer"),
    ],
)
def test_each_step_reads_as_a_sentence(event: str, facts: dict[str, Any], fr: str) -> None:
    assert fr in timeline_sentence(event, facts, "fr")
    assert timeline_sentence(event, facts, "en")


def test_a_case_that_comes_to_something_else_is_named_with_what_was_found_and_nothing_is_published() -> None:
    benefits = InMemoryBenefits()
    case = {"title": "Une", "on": "2026-11-20", "answers": COMPLETE, "expects": {"amount": "1.00"}}
    with pytest.raises(CaseFails) as failing:
        publish_benefit(command(cases=[case]), benefits)
    (error,) = failing.value.errors
    assert (error.pointer, error.facts["expected"], error.facts["found"]) == ("/cases/0", "1.00 EUR", "100.00 EUR")
    assert not benefits.kept
    publish_benefit(command(cases=[case | {"expects": {"amount": "100.00"}}]), benefits)
    assert benefits.kept


@pytest.mark.parametrize(
    ("rules", "pointer"),
    [
        ([{"kind": "age", "of": "/nobody", "under": 6}], "/rules/0/of"),
        ([{"kind": "age", "of": "/children", "birth_date": "/given_name", "under": 6}], "/rules/0/birth_date"),
        ([{"kind": "order", "earlier": "/kind", "later": "/kind"}], "/rules/0/earlier"),
        ([{"kind": "status", "statuses": ["titulaire"]}] * 2, "/rules"),
    ],
)
def test_a_rule_points_to_a_question_of_its_type_and_has_an_id_of_its_own(rules: list[Any], pointer: str) -> None:
    with pytest.raises(BadBenefit) as refused:
        publish_benefit(command(rules=[{"id": "it", **one} for one in rules]), InMemoryBenefits())
    assert refused.value.errors[0].pointer == pointer
