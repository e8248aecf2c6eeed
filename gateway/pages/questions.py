"""A benefit's form as questions: read off its JSON Schema and filled with the answers there are.

A field of the page is named by its JSON pointer: `answers/children/0/birth_date`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal

from services.contracts.calendar import day_in_paris

Kind = Literal["text", "textarea", "date", "money", "number", "radios", "select", "tick", "many", "section", "list"]
LONG_TEXT = 250
RADIOS = 6
ROOT = "answers"


@dataclass(frozen=True)
class Question:
    name: str
    kind: Kind
    title: str
    required: bool = False
    hint: str = ""
    value: str = ""
    values: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    shown_if: dict[str, Any] | None = None
    parts: list["Question"] = field(default_factory=list)
    """The questions of a section; of a list, its rows, each a section."""
    can_grow: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None


def questions(form: Mapping[str, Any], answers: Mapping[str, Any], grow: str = "") -> list[Question]:
    """`grow`: the name of a list that is to show one more empty row."""
    return _section(form, ROOT, answers, grow)


def every(asked: list[Question]) -> Iterator[Question]:
    """Sections and lists, and all that is in them."""
    for question in asked:
        yield question
        yield from every(question.parts)


def leaves(asked: list[Question]) -> Iterator[Question]:
    return (question for question in every(asked) if question.kind not in {"section", "list"})


def names_by_pointer(asked: list[Question]) -> dict[str, str]:
    """Of the fields, by the pointers under which the service knows their answers."""
    return {f"/{'/'.join(each.name.split('/')[1:])}": each.name for each in leaves(asked)}


def _section(schema: Mapping[str, Any], path: str, answers: Any, grow: str) -> list[Question]:
    required = schema.get("required", ())
    answers = answers if isinstance(answers, Mapping) else {}
    return [
        _question(part, f"{path}/{key}", key in required, answers.get(key), grow)
        for key, part in schema.get("properties", {}).items()
    ]


def _question(schema: Mapping[str, Any], name: str, required: bool, answer: Any, grow: str) -> Question:
    kind = _kind(schema)
    common: dict[str, Any] = {
        "name": name,
        "kind": kind,
        "title": schema.get("title", name.rpartition("/")[2]),
        "required": required,
        "hint": schema.get("description", ""),
        "shown_if": _condition(schema.get("x-shown-if")),
    }
    if kind == "section":
        return Question(**common, parts=_section(schema, name, answer, grow))
    if kind == "list":
        return _list(schema, common, answer, grow)
    return Question(
        **common,
        value=_written(answer),
        values=[_written(item) for item in answer] if isinstance(answer, list) else [],
        options=_options(schema.get("items", schema) if kind == "many" else schema),
        attributes=_limits(schema, kind),
        minimum=_number(schema.get("minimum")),
        maximum=_number(schema.get("maximum")),
    )


def _list(schema: Mapping[str, Any], common: dict[str, Any], answer: Any, grow: str) -> Question:
    name, most = common["name"], int(schema.get("maxItems", 20))
    rows = list(answer) if isinstance(answer, list) else []
    if (grow == name or not rows) and len(rows) < most:
        rows.append({})
    item = schema.get("items", {})
    parts = [
        Question(name=f"{name}/{index}", kind="section", title="", parts=_section(item, f"{name}/{index}", row, grow))
        for index, row in enumerate(rows)
    ]
    return Question(**common, parts=parts, can_grow=len(rows) < most)


def _kind(schema: Mapping[str, Any]) -> Kind:
    match schema.get("type"):
        case "object":
            return "section"
        case "array":
            return "list" if schema.get("items", {}).get("type") == "object" else "many"
        case "boolean":
            return "tick"
        case "number" | "integer":
            return "money" if schema.get("x-unit") == "EUR" else "number"
    if options := _options(schema):
        return "radios" if len(options) <= RADIOS else "select"
    if schema.get("format") == "date":
        return "date"
    return "textarea" if schema.get("maxLength", 0) > LONG_TEXT else "text"


def _options(schema: Mapping[str, Any]) -> list[tuple[str, str]]:
    named = [
        (str(option["const"]), option.get("title", str(option["const"])))
        for option in schema.get("oneOf", ())
        if "const" in option
    ]
    return named or [(str(value), str(value)) for value in schema.get("enum", ())]


def _condition(condition: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not condition:
        return None
    equals = condition.get("equals")
    return {"name": ROOT + condition["pointer"], "equals": _written(equals)}


def _limits(schema: Mapping[str, Any], kind: Kind) -> dict[str, str]:
    limits: dict[str, Any] = {"maxlength": schema.get("maxLength")} if kind in {"text", "textarea"} else {}
    if kind == "date":
        limits["max"] = day_in_paris(datetime.now(UTC)) if schema.get("x-past") else None
        limits["data-not-before"] = ROOT + schema["x-not-before"] if "x-not-before" in schema else None
    return {name: str(value) for name, value in limits.items() if value is not None}


def _number(limit: float | None) -> Decimal | None:
    return None if limit is None else Decimal(str(limit))


def _written(answer: Any) -> str:
    if isinstance(answer, bool):
        return "true" if answer else "false"
    return "" if answer is None or isinstance(answer, dict | list) else str(answer)
