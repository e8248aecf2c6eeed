"""A correction is looked at by the rules of its benefit, as what was submitted was."""

from typing import Any

import pytest

from services.contracts.applications import RuleRefuses
from tests.unit.applications.amending import ANA, PAUL, Desk
from tests.unit.applications.given import LATER, benefit, claimed
from tests.unit.applications.ruling import FORM, rule

JULY = {"from": "2026-07-01", "to": "2026-07-10"}
AUGUST = {"from": "2026-08-01", "to": "2026-08-10"}
BACKWARDS = {"from": "2026-07-10", "to": "2026-07-01"}


def desk(answers: dict[str, Any] = JULY, **more: Any) -> Desk:
    """It ends after it begins."""
    aid = benefit(form=FORM, rules=(rule("order", earlier="/from", later="/to", **more),))
    return Desk(claimed(PAUL, member_id=ANA, benefit=aid, answers=answers))


def test_what_a_rule_refuses_at_the_submission_it_refuses_in_a_correction() -> None:
    at = desk()
    with pytest.raises(RuleRefuses) as refused:
        at.amends({"to": "2026-06-01"})
    assert [(one.pointer, one.facts["rule"]) for one in refused.value.errors] == [("/answers/to", "it")]
    assert at.now.amendment is None


@pytest.mark.parametrize("more", [{"overridable": True}, {"blocking": False}])
def test_what_an_officer_may_decide_against_or_is_only_warned_of_is_theirs_to_see(more: dict[str, Any]) -> None:
    at = desk(**more)
    kept = at.settles(at.amends({"to": "2026-06-01"}), "/to")
    assert [one.outcome for one in kept.assess(LATER).checks] == ["blocking" if "overridable" in more else "warning"]


def test_no_part_is_taken_over_that_is_wrong_without_the_rest() -> None:
    at = desk()
    amendment = at.amends(AUGUST)
    with pytest.raises(RuleRefuses):
        at.settles(amendment, "/from", reason="La fin reste en juillet.")
    assert (at.now.answers, at.now.amendment) == (JULY, amendment)
    assert at.settles(amendment, "/from", "/to").answers == AUGUST


def test_what_was_wrong_before_keeps_nobody_from_correcting_something_else_nor_from_mending_it() -> None:
    at = desk(BACKWARDS)
    assert at.settles(at.amends({"months": 3}), "/months").answers == {**BACKWARDS, "months": 3}
    assert at.settles(at.amends({"to": "2026-07-20"}), "/to").answers["to"] == "2026-07-20"
