"""What was posted from a benefit's form, as the JSON merge patch that its schema means."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from gateway.language import SPOKEN_BY_SERVICES
from gateway.pages.formats import Formats
from gateway.pages.forms import Form
from gateway.pages.questions import ROOT, Question, every
from gateway.pages.texts import Texts
from services.contracts.refusals import Refusal

MOST_ROWS = 50


def posted_answers(schema: Mapping[str, Any], form: Form, texts: Texts) -> dict[str, Any]:
    """Every question of the form, null where nothing is answered. What cannot be read becomes an error of `form`."""
    return _section(schema, ROOT, form, texts)


def reject_answers(form: Form, refused: Refusal | ValidationError, asked: list[Question], texts: Texts) -> None:
    """Beside each question that the refusal means, what is expected of it."""
    form.reject(refused, texts.language, [question.name for question in every(asked) if question.title])
    name_questions(form, asked, texts)


def name_questions(form: Form, asked: list[Question], texts: Texts) -> None:
    """The errors in the order of the page, each with what is expected and what its question is called."""
    form.errors = {
        name: form.errors[name] for name in [*(each.name for each in every(asked)), *form.errors] if name in form.errors
    }
    for question in every(asked):
        if not (said := form.error(question.name)):
            continue
        if question.minimum is not None and question.maximum is not None:
            number = Formats(texts.language).number
            said = texts.t("form.between", least=number(question.minimum), most=number(question.maximum))
        elif texts.language != SPOKEN_BY_SERVICES and said != texts.t("invalid.decimal_parsing"):
            said = texts.t("invalid.answer")
        form.errors[question.name] = said
        form.labels[question.name] = question.title


def _section(schema: Mapping[str, Any], path: str, form: Form, texts: Texts) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for key, part in schema.get("properties", {}).items():
        name = f"{path}/{key}"
        if part.get("type") == "object":
            answers[key] = _section(part, name, form, texts)
        elif part.get("type") == "array":
            answers[key] = _list(part, name, form, texts)
        else:
            try:
                answers[key] = _answer(part, form.value(name))
            except InvalidOperation:
                form.errors[name] = texts.t("invalid.decimal_parsing")
    return answers


def _list(schema: Mapping[str, Any], name: str, form: Form, texts: Texts) -> list[Any] | None:
    item = schema.get("items", {})
    if item.get("type") != "object":
        return [_answer(item, value) for value in form.all(name)] or None
    found = {int(match[1]) for typed in form.typed if (match := re.match(re.escape(name) + r"/(\d{1,3})/", typed))}
    rows = []
    for index in sorted(found)[:MOST_ROWS]:
        row = _section(item, f"{name}/{index}", form, texts)
        filled = {key: value for key, value in row.items() if value is not None}
        # A box left unticked is no reason to keep an empty row.
        if any(value is not False for value in filled.values()):
            rows.append(filled)
    return rows or None


def _answer(schema: Mapping[str, Any], text: str) -> Any:
    kind = schema.get("type")
    if kind == "boolean":
        return text == "true"
    if not text:
        return None
    if kind in {"number", "integer"}:
        number = Decimal(re.sub(r"[\s\u00a0\u202f€]", "", text).replace(",", "."))
        if not number.is_finite():
            raise InvalidOperation
        return int(number) if number == number.to_integral_value() else float(number)
    return text
