"""Which rules may be published: each points to questions that the form asks, of the type that it needs."""

from collections.abc import Iterator, Sequence
from typing import Any

from services.applications.domain.form import Form
from services.applications.domain.pointers import index
from services.contracts.applications import BadBenefit, RequiredDocument, Rule
from services.contracts.pointers import is_pointer, steps_of

_DATES = {"birth_date", "since", "earlier", "later", "day", "on", "dated"}
_NUMBERS = {"amount", "instalments"}


def require_rules(rules: Sequence[Rule], form: Form) -> None:
    ids = [rule.id for rule in rules]
    if len(ids) != len(set(ids)):
        raise BadBenefit.at("/rules", "Each rule has an id of its own.", rule="rule_twice")
    for number, rule in enumerate(rules):
        for name, pointer in _pointers(rule):
            within = getattr(rule, "of", None) if name in ("birth_date", "key", "of_person") else None
            if rule.kind == "answer" and name == "answer":
                within = rule.of
            if within == "applicant":
                continue
            _require_question(form, pointer, within, name, rule.kind, f"/rules/{number}/{name}")


def require_conditions(documents: Sequence[RequiredDocument], form: Form) -> None:
    for number, document in enumerate(documents):
        for place, condition in enumerate(document.required_if):
            at = f"/required_documents/{number}/required_if/{place}"
            if condition.answer is not None:
                _require_question(form, condition.answer, None, "answer", "condition", f"{at}/answer")
            if condition.of is not None:
                _require_question(form, condition.of, None, "of", "condition", f"{at}/of")
                if not condition.not_in_file:
                    _require_question(
                        form, condition.birth_date, condition.of, "birth_date", "condition", f"{at}/birth_date"
                    )


def _pointers(rule: Rule) -> Iterator[tuple[str, str]]:
    for name in type(rule).model_fields:
        value = getattr(rule, name)
        values = value if name in ("key", "answers") else [value]
        if name == "key" and getattr(rule, "of", None) is None:
            continue
        yield from ((name, one) for one in values if isinstance(one, str) and is_pointer(one))


def _require_question(form: Form, pointer: str, within: str | None, name: str, kind: str, at: str) -> None:
    whole = pointer if within is None else f"{within}/0{pointer}"
    field = form.field(whole)
    of_its_own = within is not None or not any(index(step) is not None for step in steps_of(pointer))
    if field is None or not of_its_own or not _is_of_type(field, name, kind):
        raise BadBenefit.at(at, "Points to no such question of the form.", rule="rule_pointer")


def _is_of_type(field: dict[str, Any], name: str, kind: str) -> bool:
    if name == "of" and kind != "deadline":
        return bool(field["type"] == "array" and field["items"]["type"] == "object")
    if name in _DATES or name == "of":
        return bool(field.get("format") == "date")
    if name in _NUMBERS:
        return bool(field["type"] in ("number", "integer"))
    return bool(field["type"] not in ("object", "array"))
