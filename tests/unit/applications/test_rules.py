"""Each kind of rule at its boundaries: to the cent, to the day, around midnight in Paris, on 29 February."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.applications.domain.rules.engine import KINDS
from services.applications.domain.scale import estimate
from services.applications.queries.wording import check_sentence
from services.contracts.applications import Rule, RuleKind, Scale
from services.contracts.calendar import months_after
from tests.unit.applications.ruling import DAY, RULES, before, begun, child, look, outcome, rule


@pytest.mark.parametrize(
    ("birth", "on", "found"),
    [
        ("2005-11-21", DAY, "ok"),
        ("2005-11-20", DAY, "blocking"),
        ("1990-03-02", DAY, "blocking"),
        ("2026-11-20", DAY, "ok"),
        ("2026-11-21", DAY, "blocking"),
        ("2004-02-29", date(2025, 2, 28), "ok"),
        ("2004-02-29", date(2025, 3, 1), "blocking"),
        ("2003-02-28", date(2024, 2, 29), "blocking"),
        ("2003-03-01", date(2024, 2, 29), "ok"),
    ],
)
def test_under_21_ends_on_the_birthday(birth: str, on: date, found: str) -> None:
    assert outcome(rule("age", of="/children", under=21), {"children": [child(birth)]}, started=on) == found


@pytest.mark.parametrize(
    ("on", "birth", "found"),
    [
        ("started", "2010-11-20", "ok"),
        ("started", "2010-11-21", "blocking"),
        ("/from", "2010-07-04", "ok"),
        ("/from", "2010-07-05", "blocking"),
        ("12-31", "2010-12-31", "ok"),
        ("12-31", "2011-01-01", "blocking"),
        ("02-29", "2010-02-28", "ok"),
    ],
)
def test_an_age_is_that_of_its_day(on: str, birth: str, found: str) -> None:
    answers = {"children": [child(birth)], "from": "2026-07-04"}
    assert outcome(rule("age", of="/children", at_least=16, on=on), answers) == found


def test_only_whom_the_application_is_for_has_an_age_and_each_who_is_not_of_it_is_named() -> None:
    under = rule("age", of="/children", under=21)
    answers = {"children": [child("1990-01-01", "Paul") | {"concerned": False}, child("1991-01-01", "Léa")]}
    (check,) = look(under, answers)
    assert (check.pointer, "Léa a 35 ans" in check_sentence(check, "fr").replace("\xa0", " ")) == ("/children/1", True)
    assert outcome(rule("age", of="applicant", at_least=60), {}, facts={"birth_date": "1966-11-20"}) == "ok"
    assert outcome(rule("age", of="applicant", at_least=60), {}, facts={"birth_date": "1966-11-21"}) == "blocking"
    assert outcome(under, {"children": [{"concerned": True}]}) == "warning"


@pytest.mark.parametrize(
    ("one", "answers", "facts", "found"),
    [
        (rule("answer", answer="/status", any_of=["a"]), {"status": "a"}, {}, "ok"),
        (rule("answer", answer="/status", any_of=["a"]), {"status": "b"}, {}, "blocking"),
        (rule("answer", answer="/status", any_of=["a"]), {}, {}, "nothing"),
        (
            rule("answer", of="/children", answer="/disabled", any_of=[True]),
            {"children": [child("2015-01-01", disabled=True)]},
            {},
            "ok",
        ),
        (
            rule("answer", of="/children", answer="/disabled", any_of=[True]),
            {"children": [child("2015-01-01")]},
            {},
            "blocking",
        ),
        (rule("status", statuses=["titulaire"]), {}, {"status": "titulaire"}, "ok"),
        (rule("status", statuses=["titulaire"]), {}, {"status": "retraite"}, "blocking"),
        (rule("status", statuses=["titulaire"]), {}, {}, "warning"),
        (rule("status", statuses=["titulaire"], blocking=False), {}, {"status": "retraite"}, "warning"),
        (rule("seniority", since="/from", at_least_months=6), {"from": "2026-05-20"}, {}, "ok"),
        (rule("seniority", since="/from", at_least_months=6), {"from": "2026-05-21"}, {}, "blocking"),
        (rule("order", earlier="/from", later="/to"), {"from": "2026-07-04", "to": "2026-07-04"}, {}, "ok"),
        (rule("order", earlier="/from", later="/to"), {"from": "2026-07-04", "to": "2026-07-03"}, {}, "blocking"),
        (
            rule("order", earlier="/from", later="/to", at_most_days=14),
            {"from": "2026-07-04", "to": "2026-07-18"},
            {},
            "ok",
        ),
        (
            rule("order", earlier="/from", later="/to", at_most_days=14),
            {"from": "2026-07-04", "to": "2026-07-19"},
            {},
            "blocking",
        ),
    ],
)
def test_answers_statuses_service_and_order(
    one: Rule, answers: dict[str, Any], facts: dict[str, Any], found: str
) -> None:
    assert outcome(one, answers, facts=facts) == found


@pytest.mark.parametrize(
    ("limit", "reference", "submitted", "found"),
    [
        ({"within_months": 6}, "2026-05-20", DAY, "ok"),
        ({"within_months": 6}, "2026-05-19", DAY, "blocking"),
        ({"within_months": 6}, "2026-08-31", date(2027, 2, 28), "ok"),
        ({"within_months": 6}, "2026-08-31", date(2027, 3, 1), "blocking"),
        ({"within_months": 6}, "2027-08-31", date(2028, 2, 29), "ok"),
        ({"within_months": 12}, "2024-02-29", date(2025, 2, 28), "ok"),
        ({"within_months": 12}, "2024-02-29", date(2025, 3, 1), "blocking"),
        ({"within_days": 90}, "2026-08-22", DAY, "ok"),
        ({"within_days": 90}, "2026-08-21", DAY, "blocking"),
        ({"ahead_months": 2}, "2027-01-20", DAY, "ok"),
        ({"ahead_months": 2}, "2027-01-19", DAY, "blocking"),
        ({"ahead_months": 2}, "2027-02-28", date(2026, 12, 31), "ok"),
        ({"ahead_days": 10}, "2026-11-30", DAY, "ok"),
        ({"ahead_days": 10}, "2026-11-29", DAY, "blocking"),
        ({"by": "01-31", "years_after": 1}, "2025-12-31", date(2026, 1, 31), "ok"),
        ({"by": "01-31", "years_after": 1}, "2025-12-31", date(2026, 2, 1), "blocking"),
        ({"by": "02-29"}, "2026-01-01", date(2026, 2, 28), "ok"),
        ({"by": "02-29"}, "2026-01-01", date(2026, 3, 1), "blocking"),
        ({"by": "02-29"}, "2028-01-01", date(2028, 2, 29), "ok"),
    ],
)
def test_a_deadline_ends_with_its_day(limit: dict[str, Any], reference: str, submitted: date, found: str) -> None:
    assert outcome(rule("deadline", of="/from", **limit), {"from": reference}, submitted=submitted) == found


@pytest.mark.parametrize(
    ("at", "refused"),
    [
        (datetime(2026, 11, 20, 22, 59, 59, tzinfo=UTC), False),  # a second before midnight in Paris, in winter
        (datetime(2026, 11, 20, 23, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 20, 21, 59, 59, tzinfo=UTC), False),  # and in summer
        (datetime(2026, 7, 20, 22, 0, tzinfo=UTC), True),
    ],
)
def test_the_day_of_a_submission_is_that_of_paris(at: datetime, refused: bool) -> None:
    last = months_after(date(at.year, at.month, 20), -6).isoformat()
    one = rule("deadline", of="/from", within_months=6)
    asked = begun(rules=(one,), answers={"from": last})
    assert bool(asked.assess(at).refusing) is refused


@pytest.mark.parametrize(
    ("amount", "months", "found"),
    [
        ("399.99", 10, "blocking"),
        ("400", 20, "ok"),
        ("400", 21, "blocking"),
        ("419.99", 21, "blocking"),
        ("420", 21, "ok"),
        ("500", 60, "blocking"),
        ("4000", 50, "ok"),
        ("4000", 51, "blocking"),
        ("4000.01", 60, "ok"),
        ("8000", 60, "ok"),
        ("8000", 61, "blocking"),
        ("8000.01", 60, "blocking"),
        ("500", None, "nothing"),
    ],
)
def test_the_repayable_aid_by_its_table(amount: str, months: int | None, found: str) -> None:
    rows = [{"up_to": 4000, "at_most": 50}, {"up_to": 8000, "at_most": 60}]
    table = rule("table", amount="/amount", instalments="/months", at_least=400, rows=rows, instalment_at_least=20)
    answers = {"amount": float(amount)} | ({} if months is None else {"months": months})
    assert outcome(table, answers) == found


@pytest.mark.parametrize(
    ("over", "day", "found"),
    [
        ({"over": "life"}, "1999-01-01", "blocking"),
        ({"over": "year"}, "2026-01-01", "blocking"),
        ({"over": "year"}, "2025-12-31", "ok"),
        ({"over": "months", "months": 12}, "2025-11-21", "blocking"),
        ({"over": "months", "months": 12}, "2025-11-20", "ok"),
    ],
)
def test_what_was_granted_counts_for_its_period(over: dict[str, Any], day: str, found: str) -> None:
    mine = {"children": [child("2018-11-19")]}
    earlier = (before(day, **mine),)
    assert outcome(rule("once", of="/children", **over), mine, earlier=earlier) == found
    assert outcome(rule("limit", per="household", at_most_times=1, **over), {}, earlier=earlier) == found
    by_child = rule("limit", per="person", of="/children", at_most_times=1, **over)
    assert outcome(by_child, mine, earlier=earlier) == found
    assert outcome(by_child, {"children": [child("2020-01-01", "Max")]}, earlier=earlier) == "ok"


@pytest.mark.parametrize(
    ("name", "birth", "found"),
    [
        ("zoe", "2018-11-19", "blocking"),
        (" ZOÉ ", "2018-11-19", "blocking"),
        ("Zoé", "2018-11-18", "ok"),
        ("Chloé", "2018-11-19", "ok"),
    ],
)
def test_a_child_is_the_same_however_their_name_is_written(name: str, birth: str, found: str) -> None:
    earlier = (before("2026-01-01", children=[child("2018-11-19")]),)
    assert outcome(rule("once", of="/children"), {"children": [child(birth, name)]}, earlier=earlier) == found


def test_a_child_who_is_ticked_twice_is_found_within_one_application() -> None:
    twice = {"children": [child("2018-11-19"), child("2018-11-19", "ZOE")]}
    assert outcome(rule("once", of="/children"), twice) == "blocking"


def test_a_stay_is_another_by_its_date() -> None:
    one = rule("once", of="/children", answers=["/from"])
    mine = {"children": [child("2018-11-19")], "from": "2026-07-04"}
    assert outcome(one, mine, earlier=(before("2026-08-01", **mine),)) == "blocking"
    assert outcome(one, mine | {"from": "2026-07-05"}, earlier=(before("2026-08-01", **mine),)) == "ok"
    event = rule("once", answers=["/from"])
    assert outcome(event, {"from": "2026-07-04"}, earlier=(before("2026-08-01", **mine),)) == "blocking"


@pytest.mark.parametrize(("asked", "found"), [("400.00", "ok"), ("400.01", "blocking")])
def test_a_ceiling_is_to_the_cent(asked: str, found: str) -> None:
    most = rule("limit", at_most_amount="1000", over="year")
    earlier = (before("2026-01-01", "350.00"), before("2026-06-01", "250.00"), before("2025-12-31", "900.00"))
    assert outcome(most, {}, earlier=earlier, amount=Decimal(asked)) == found


@given(st.lists(st.decimals(0, 500, places=2), max_size=6), st.decimals(0, 500, places=2))
def test_nothing_passes_a_ceiling(granted: list[Decimal], asked: Decimal) -> None:
    earlier = tuple(before("2026-01-01", str(one)) for one in granted)
    found = outcome(rule("limit", at_most_amount="1000"), {}, earlier=earlier, amount=asked)
    assert (found == "ok") is (sum(granted, asked) <= 1000)


@given(st.lists(st.decimals(1, 3000, places=2), min_size=1, max_size=8, unique=True), st.data())
def test_tiers_never_give_more_to_a_higher_quotient_and_no_cap_is_passed(limits: list[Decimal], data: Any) -> None:
    falling = sorted(data.draw(st.lists(st.decimals(0, 900, places=2), min_size=len(limits), max_size=len(limits))))
    tiers = [
        {"up_to": up_to, "amount": amount} for up_to, amount in zip(sorted(limits), reversed(falling), strict=True)
    ]
    scale = Scale.model_validate(
        {"version": "t", "kind": "tiered", "tiers": tiers, "above": 0, "cap": 700, "in_force_from": DAY}
    )
    low, high = sorted((data.draw(st.decimals(0, 4000, places=2)), data.draw(st.decimals(0, 4000, places=2))))
    amounts = [estimate(scale, {}, quotient).amount or Decimal(0) for quotient in (low, high, None)]
    assert amounts[0] >= amounts[1]
    assert amounts[2] == 0
    assert max(amounts) <= 700


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "age", "of": "/children"},
        {"kind": "deadline", "of": "/from"},
        {"kind": "deadline", "of": "/from", "within_months": 6, "ahead_days": 3},
        {"kind": "limit", "at_most_times": 1, "over": "months"},
        {"kind": "limit", "at_most_times": 1, "per": "person"},
        {"kind": "limit"},
        {"kind": "once"},
        {"kind": "horoscope"},
    ],
)
def test_a_rule_that_says_nothing_is_no_rule(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        RULES.validate_python({"id": "it", **wrong})


def test_every_kind_has_its_function() -> None:
    assert set(KINDS) == set(get_args(RuleKind))
