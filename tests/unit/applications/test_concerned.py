"""Whom an aid is for: only who is ticked and fulfils what the benefit asks is counted. And what a date may be."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.applications.domain.benefit import Benefit
from services.applications.domain.form import Form
from services.applications.domain.form_rules import require_publishable
from services.applications.domain.rules.situation import Situation
from services.applications.domain.scale import Estimate
from services.applications.queries.wording import explanation
from services.contracts.applications import BadAnswers, BadForm
from tests.unit.applications.given import DAY, benefit, tiered

CHILD = {
    "type": "object",
    "required": ["birth_date"],
    "properties": {
        "birth_date": {"type": "string", "format": "date", "x-past": True},
        "disabled": {"type": "boolean"},
        "concerned": {"type": "boolean"},
    },
}
UNDER_SIX = [{"pointer": "/birth_date", "under": 6}]


def asking(rules: list[dict[str, Any]], **more: Any) -> Form:
    children = {"type": "array", "minItems": 1, "items": CHILD, "x-concerned": "/concerned", "x-counts-if": rules}
    example = {"children": [{"birth_date": "2020-01-01", "disabled": True, "concerned": True}]}
    return Form(
        {
            "type": "object",
            "required": ["children"],
            "properties": {"children": children, **more},
            "examples": [example],
        }
    )


def child(birth_date: str, *, concerned: bool = True, **more: Any) -> dict[str, Any]:
    return {"birth_date": birth_date, "concerned": concerned, **more}


def estimated(aid: Benefit, answers: dict[str, Any], on: date) -> Estimate:
    return aid.assess(Situation(aid.form, answers, {}, on, on), Decimal(500)).estimate


def amount(rules: list[dict[str, Any]], *children: dict[str, Any], **scale: Any) -> Decimal | None:
    aid = benefit(form=asking(rules), scale=tiered(**scale))
    return estimated(aid, {"children": list(children)}, DAY).amount


def test_births_of_2015_and_2018_do_not_count_for_an_aid_under_six() -> None:
    assert amount(UNDER_SIX, child("2015-02-08"), child("2018-11-19")) == 0
    assert amount(UNDER_SIX, child("2015-02-08"), child("2022-11-19")) == 220


@pytest.mark.parametrize(("birth", "times"), [("2020-11-20", 0), ("2020-11-21", 1), ("2026-11-20", 1)])
def test_the_age_is_that_of_the_day(birth: str, times: int) -> None:
    assert amount(UNDER_SIX, child(birth)) == 220 * times


def test_a_handicap_counts_where_the_aid_asks_for_it_and_one_child_is_counted_once() -> None:
    rules = [{"pointer": "/disabled", "equals": True}]
    assert amount(rules, child("2015-02-08", disabled=True), child("2018-11-19", disabled=False)) == 220


def test_a_child_who_is_not_ticked_is_not_counted() -> None:
    assert amount([], child("2015-02-08"), child("2018-11-19", concerned=False)) == 220


def test_an_aid_for_the_household_is_granted_once_however_many_children_count() -> None:
    assert amount(UNDER_SIX, child("2022-01-01"), child("2023-01-01"), quantity_at_most=1) == 220


def test_while_nobody_is_ticked_the_amount_is_that_of_one_and_the_list_is_missing() -> None:
    nobody = child("2022-01-01", concerned=False)
    assert amount(UNDER_SIX, nobody) == 220
    assert asking(UNDER_SIX).missing({"children": [nobody]}) == ["/children"]


def test_an_estimate_of_nothing_says_why() -> None:
    aid = benefit(form=asking(UNDER_SIX), scale=tiered())
    found = estimated(aid, {"children": [child("2015-02-08")]}, DAY)
    assert "ne remplit les conditions" in explanation(found, "fr")


def refused(form: Form, answers: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(BadAnswers) as bad:
        form.answered({}, answers, DAY)
    return [(error.pointer, error.code) for error in bad.value.errors]


def test_a_birth_in_the_future_is_refused_beside_its_field() -> None:
    assert refused(asking([]), {"children": [child("2026-11-20"), child("2026-11-21")]}) == [
        ("/answers/children/1/birth_date", "still_to_come")
    ]


def test_an_end_before_its_start_is_refused_beside_the_end() -> None:
    day = {"type": "string", "format": "date"}
    form = asking([], starts_on=day, ends_on=day | {"x-not-before": "/starts_on"})
    assert refused(form, {"starts_on": "2026-07-04", "ends_on": "2026-07-03"}) == [
        ("/answers/ends_on", "date_too_early")
    ]
    for fits in ({"starts_on": "2026-07-04", "ends_on": "2026-07-04"}, {"ends_on": "2026-07-03"}):
        assert form.answered({}, fits, DAY) == fits


@pytest.mark.parametrize(
    ("rules", "more"),
    [
        ([{"pointer": "/nothing", "equals": True}], {}),
        ([{"pointer": "/birth_date", "under": "six"}], {}),
        ([{"pointer": "/disabled", "under": 6}], {}),
        ([{"pointer": "/birth_date"}], {}),
        ("under six", {}),
        ([], {"on": {"type": "string", "x-past": True}}),
        ([], {"on": {"type": "string", "format": "date", "x-past": "yes"}}),
        ([], {"on": {"type": "string", "format": "date", "x-not-before": "/children"}}),
        ([], {"on": {"type": "boolean", "x-concerned": "/concerned"}}),
        ([], {"more": {"type": "array", "items": CHILD, "x-concerned": "/birth_date"}}),
    ],
)
def test_words_that_mean_nothing_are_refused(rules: Any, more: dict[str, Any]) -> None:
    with pytest.raises(BadForm):
        require_publishable(asking(rules, **more).schema)


def test_the_words_are_published() -> None:
    day = {"type": "string", "format": "date"}
    rules = [*UNDER_SIX, {"pointer": "/birth_date", "from": 3, "under": 16}, {"pointer": "/disabled", "equals": True}]
    require_publishable(asking(rules, starts_on=day, ends_on=day | {"x-not-before": "/starts_on"}).schema)


def test_ages_are_counted_on_the_day_that_the_application_was_started() -> None:
    aid = benefit(form=asking(UNDER_SIX), scale=tiered())
    answers = {"children": [child("2021-06-01")]}
    assert estimated(aid, answers, date(2027, 5, 31)).amount == 220
    assert estimated(aid, answers, date(2027, 6, 1)).amount == 0
