"""Which of a form's own words on dates and on who is concerned are publishable. Raises BadForm."""

from typing import Any

from services.applications.domain.concerned import CONCERNED, COUNTS_IF
from services.applications.domain.dates import NOT_BEFORE, PAST
from services.applications.domain.form import Form, Schema
from services.applications.domain.pointers import index
from services.contracts.applications import BadForm
from services.contracts.pointers import is_pointer, steps_of


def require_words(form: Form, field: Schema, at: str) -> None:
    is_date = field.get("format") == "date"
    if PAST in field and (not is_date or field[PAST] is not True):
        raise BadForm.at(f"{at}/{PAST}", "Is true, on a date.", rule="past_date")
    if NOT_BEFORE in field:
        first = _question(form, field[NOT_BEFORE])
        if not is_date or first is None or first.get("format") != "date":
            raise BadForm.at(f"{at}/{NOT_BEFORE}", "Points to a date, on a date.", rule="earlier_date")
    if {CONCERNED, COUNTS_IF} & field.keys():
        _require_items(field, at)


def _require_items(field: Schema, at: str) -> None:
    items = field.get("items", {})
    if field.get("type") != "array" or items.get("type") != "object":
        raise BadForm.at(at, "Only the items of a list are counted.", rule="counted_items")
    item = Form(items)
    box = _question(item, field[CONCERNED]) if CONCERNED in field else {"type": "boolean"}
    if box is None or box["type"] != "boolean":
        raise BadForm.at(f"{at}/{CONCERNED}", "Points to a box of each item.", rule="concerned_box")
    rules = field.get(COUNTS_IF, [])
    if not isinstance(rules, list) or not all(_is_rule(item, rule) for rule in rules):
        raise BadForm.at(
            f"{at}/{COUNTS_IF}",
            'Rules are {"pointer", "equals"}, or {"pointer", "from", "under"} on a date.',
            rule="counting_rule",
        )


def _is_rule(item: Form, rule: Any) -> bool:
    question = _question(item, rule.get("pointer")) if isinstance(rule, dict) else None
    if question is None or question["type"] in {"object", "array"}:
        return False
    bounds = rule.keys() - {"pointer"}
    if bounds == {"equals"}:
        return isinstance(rule["equals"], str | int | float | bool)
    whole = all(isinstance(rule[bound], int) and not isinstance(rule[bound], bool) for bound in bounds)
    return bool(bounds) and bounds <= {"from", "under"} and whole and question.get("format") == "date"


def _question(form: Form, pointer: Any) -> Schema | None:
    """One that has a single answer: outside every list."""
    if not isinstance(pointer, str) or not is_pointer(pointer):
        return None
    return None if any(index(step) is not None for step in steps_of(pointer)) else form.field(pointer)
