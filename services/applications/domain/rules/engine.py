"""All rules of a benefit, on one application: what each found, and whom the scale counts then."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from services.applications.domain.form import Answers
from services.applications.domain.rules.age import check_age
from services.applications.domain.rules.answer import check_answer
from services.applications.domain.rules.check import Check, Overrides
from services.applications.domain.rules.deadline import check_deadline
from services.applications.domain.rules.limit import check_limit
from services.applications.domain.rules.once import check_once
from services.applications.domain.rules.order import check_order
from services.applications.domain.rules.seniority import check_seniority
from services.applications.domain.rules.situation import Situation
from services.applications.domain.rules.status import check_status
from services.applications.domain.rules.table import check_table
from services.contracts.applications import LimitRule, Rule, RuleKind
from services.contracts.pointers import steps_of

KINDS: Final[dict[RuleKind, Callable[[Any, Situation], list[Check]]]] = {
    "age": check_age,
    "answer": check_answer,
    "status": check_status,
    "seniority": check_seniority,
    "order": check_order,
    "deadline": check_deadline,
    "limit": check_limit,
    "once": check_once,
    "table": check_table,
}


def check_all(
    rules: Sequence[Rule],
    situation: Situation,
    overrides: Overrides,
    amount_for: Callable[[Answers], Decimal | None],
) -> tuple[list[Check], Answers]:
    """What each found, in their order, and the answers that the scale counts. Limits on amounts are looked at last, on
    what `amount_for` gives for those who count."""
    found = {rule.id: _check(rule, situation, overrides) for rule in rules if not _is_of_amount(rule)}
    counted = without(situation.answers, _left_out(rules, found))
    last = [rule for rule in rules if _is_of_amount(rule)]
    if last:
        situation = replace(situation, amount=amount_for(counted))
        found |= {rule.id: _check(rule, situation, overrides) for rule in last}
    return [check for rule in rules for check in found[rule.id]], counted


def _check(rule: Rule, situation: Situation, overrides: Overrides) -> list[Check]:
    return [one.with_override(overrides.get(rule.id)) for one in KINDS[rule.kind](rule, situation)]


def _is_of_amount(rule: Rule) -> bool:
    return isinstance(rule, LimitRule) and rule.at_most_amount is not None


def _left_out(rules: Sequence[Rule], found: dict[str, list[Check]]) -> set[str]:
    """Pointers of those of a list whom a rule is against, whether it refuses or warns."""
    of_people = [rule for rule in rules if getattr(rule, "of", None) not in (None, "applicant") and rule.id in found]
    checks = [check for rule in of_people if rule.kind != "deadline" for check in found[rule.id]]
    return {check.pointer for check in checks if check.pointer and check.outcome != "ok" and check.override is None}


def without(answers: Answers, pointers: Collection[str]) -> Answers:
    """The answers without these items of lists."""
    kept = answers
    for pointer in sorted(pointers, key=lambda one: int(one.rpartition("/")[2]), reverse=True):
        kept = _without(kept, steps_of(pointer))
    return kept


def _without(value: Any, steps: list[str]) -> Any:
    step, rest = steps[0], steps[1:]
    if isinstance(value, list):
        position = int(step)
        inner = [_without(value[position], rest)] if rest else []
        return [*value[:position], *inner, *value[position + 1 :]]
    return {**value, step: _without(value[step], rest)}
