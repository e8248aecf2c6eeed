"""What forms said before there were rules, read as rules: `"x-for-statuses": ["titulaire"]` at the top of a form; on a
list `"x-counts-if": [{"pointer": "/birth_date", "from": 3, "under": 6}, {"pointer": "/disabled", "equals": true}]`,
which leaves out whom the scale does not count and refuses nobody."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from services.applications.domain.concerned import COUNTS_IF
from services.applications.domain.dates import NOT_BEFORE
from services.applications.domain.form import Form
from services.applications.domain.statuses import FOR_STATUSES
from services.contracts.applications import AgeRule, AnswerRule, OrderRule, Rule, StatusRule


def rules_of(form: Form) -> Iterator[Rule]:
    if FOR_STATUSES in form.schema:
        yield StatusRule(id="for_statuses", statuses=form.schema[FOR_STATUSES])
    yield from _counting(form.schema, "")


def _counting(field: dict[str, Any], at: str) -> Iterator[Rule]:
    for number, word in enumerate(field.get(COUNTS_IF, ()), start=1):
        name = f"{at.strip('/').replace('/', '_')}_{number}"
        if "equals" in word:
            yield AnswerRule(
                id=f"counts_{name}"[:61], of=at, answer=word["pointer"], any_of=[word["equals"]], blocking=False
            )
        else:
            yield AgeRule(
                id=f"counts_{name}"[:61],
                of=at,
                birth_date=word["pointer"],
                at_least=word.get("from"),
                under=word.get("under"),
                blocking=False,
            )
    for name, inner in field.get("properties", {}).items():
        yield from _counting(inner, f"{at}/{name}")


def told_on_entry(schema: Mapping[str, Any], rules: Sequence[Rule]) -> dict[str, Any]:
    """The form with what a page says of a rule as soon as an answer is typed: that a date comes before another one."""
    orders = [rule for rule in rules if isinstance(rule, OrderRule)]
    told: dict[str, Any] = deepcopy(dict(schema)) if orders else dict(schema)
    for rule in orders:
        if (question := _question(told, rule.later)) is not None:
            question.setdefault(NOT_BEFORE, rule.earlier)
    return told


def _question(schema: dict[str, Any], pointer: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = schema
    for step in pointer.strip("/").split("/"):
        found = found.get("properties", {}).get(step) if found is not None else None
    return found
