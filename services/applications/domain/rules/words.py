"""What forms said before there were rules, read as rules: `"x-for-statuses": ["titulaire"]` at the top of a form; on a
list `"x-counts-if": [{"pointer": "/birth_date", "from": 3, "under": 6}, {"pointer": "/disabled", "equals": true}]`,
which leaves out whom the scale does not count and refuses nobody."""

from collections.abc import Iterator
from typing import Any

from services.applications.domain.concerned import COUNTS_IF
from services.applications.domain.form import Form
from services.applications.domain.statuses import FOR_STATUSES
from services.contracts.applications import AgeRule, AnswerRule, Rule, StatusRule


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
