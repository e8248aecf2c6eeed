"""What an answer must be: one question's, or that of each whom the application is for."""

from typing import Any

from services.applications.domain.pointers import ABSENT, resolve
from services.applications.domain.rules.check import Check, Fact, checked, named
from services.applications.domain.rules.situation import Situation
from services.contracts.applications import AnswerRule


def check_answer(rule: AnswerRule, situation: Situation) -> list[Check]:
    if rule.of is None:
        value = situation.answer(rule.answer)
        if value is ABSENT:
            return []
        facts = {"question": situation.label(rule.answer), "wanted": _wanted(rule, situation, rule.answer)}
        return [checked(rule, is_one_of(value, rule.any_of), "answer", facts, rule.answer)]
    all_of_them = [
        checked(
            rule,
            is_one_of(resolve(rule.answer, one.item), rule.any_of),
            "answer_of_person",
            {
                "who": one.name,
                "question": situation.label(f"{rule.of}/0{rule.answer}"),
                "wanted": _wanted(rule, situation, f"{rule.of}/0{rule.answer}"),
            },
            one.pointer,
        )
        for one in situation.people(rule.of)
    ]
    return [one for one in all_of_them if one.outcome != "ok"] or all_of_them[:1]


def is_one_of(value: Any, values: list[Any]) -> bool:
    """True is not 1."""
    return any(value == one and isinstance(value, bool) == isinstance(one, bool) for one in values)


def _wanted(rule: AnswerRule, situation: Situation, pointer: str) -> Fact:
    """In the words of the form."""
    question = situation.form.field(pointer) or {}
    titles = {str(choice["const"]): choice["title"] for choice in question.get("oneOf", ())}
    return [
        named("yes" if one else "no") if isinstance(one, bool) else titles.get(str(one), one) for one in rule.any_of
    ]
