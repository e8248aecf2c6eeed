"""A correction as it is read: what was answered and what shall be, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.pages.questions import Question, every, questions
from services.contracts.applications import AmendedItemView, AmendmentsView, AmendmentView, BenefitView
from services.contracts.pointers import is_pointer, steps_of


@dataclass(frozen=True)
class Side:
    item: AmendedItemView
    old: Question | None
    new: Question | None
    """None of both: a document."""


def sides(amendment: AmendmentView, benefit: BenefitView) -> list[Side]:
    return [_side(each, benefit.form) for each in amendment.items]


def waiting(found: AmendmentsView | None) -> AmendmentView | None:
    return next((each for each in found.items if each.state == "waiting"), None) if found else None


def _side(item: AmendedItemView, schema: Mapping[str, Any]) -> Side:
    if not is_pointer(item.item):
        return Side(item, None, None)
    return Side(item, _question(schema, item.item, item.old), _question(schema, item.item, item.new))


def _question(schema: Mapping[str, Any], pointer: str, answer: Any) -> Question | None:
    answers = answer
    for step in reversed(steps_of(pointer)):
        answers = {step: answers}
    return next((each for each in every(questions(schema, answers)) if each.name == f"answers{pointer}"), None)
