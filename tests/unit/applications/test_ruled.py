"""What rules do to an application: who refuses, who counts, and what stays with its decision."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from services.applications.domain.opening import Opening
from services.applications.domain.rules.check import Override, require_rules
from services.applications.domain.status import Status
from services.applications.queries.wording import check_in_all_languages
from services.applications.store.checks import check_to_json, checks_of
from services.applications.store.rows import estimate_from_json, estimate_to_json
from services.contracts.applications import RuleRefuses
from tests.unit.applications.given import NOW
from tests.unit.applications.ruling import begun, child, rule


def test_a_warning_refuses_nothing_and_an_overridable_rule_is_an_officers_to_refuse() -> None:
    late = {"from": "2020-01-01"}
    firm, soft, theirs = (
        begun(rules=(rule("deadline", of="/from", within_months=6, **more),), answers=late).assess(NOW)
        for more in ({}, {"blocking": False}, {"overridable": True})
    )
    assert [len(one.refusing) for one in (firm, soft, theirs)] == [1, 0, 0]
    assert [len(one.blocking) for one in (firm, soft, theirs)] == [1, 0, 1]
    with pytest.raises(RuleRefuses) as refused:
        require_rules(firm.refusing, check_in_all_languages)
    (error,) = refused.value.errors
    assert (error.pointer, error.facts["rule"]) == ("/answers/from", "it")
    assert "6 mois" in error.facts["fr"].replace("\xa0", " ")
    assert "6 months" in error.facts["en"]


def test_a_child_against_whom_a_rule_is_does_not_count_until_an_officer_decides_so() -> None:
    rules = (rule("age", of="/children", under=21, overridable=True),)
    asked = begun(rules=rules, answers={"children": [child("1990-01-01", "Paul"), child("2018-01-01")]})
    assert asked.assess(NOW).estimate.amount == 100
    override = Override(uuid4(), "Majeur protégé.", NOW)
    asked.review = replace(asked.review, overrides={"it": override})
    assert asked.assess(NOW).estimate.amount == 200


def test_an_explanation_recomputed_from_the_frozen_application_gives_the_same_amount_years_later() -> None:
    asked = begun(
        rules=(rule("age", of="/children", under=21), rule("deadline", of="/from", within_months=6)),
        answers={"children": [child("2005-11-21"), child("2015-01-01", "Max")], "from": "2026-05-20"},
        opening=Opening(Decimal("680.00"), "confirmed"),
        submitted_at=NOW,
        status=Status.UNDER_REVIEW,
    )
    asked.decide("approved", None, None, NOW + timedelta(days=20))
    decision = asked.review.decision
    assert decision is not None
    later = asked.assess(NOW + timedelta(days=3650))
    assert later.estimate == decision.estimate
    assert later.estimate.amount == decision.amount == Decimal(440)
    assert later.checks == decision.checks
    assert decision.estimate is not None
    assert estimate_from_json(estimate_to_json(decision.estimate)) == decision.estimate
    kept = {"checks": [check_to_json(one) for one in decision.checks], "overrides": [], "overridden_by": []}
    assert checks_of(kept) == decision.checks  # type: ignore[arg-type]  # a row is a mapping
