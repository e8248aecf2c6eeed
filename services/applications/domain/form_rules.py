"""Which forms are publishable: a small subset of JSON Schema, so that any page can show one and no answer can make
checking it slow. Everything else is BadForm, with a pointer into what was sent."""

import re
from typing import Any

from services.applications.domain import limits
from services.applications.domain.form import Form, Schema
from services.applications.domain.pointers import index
from services.applications.domain.statuses import require_statuses
from services.applications.domain.survivors import require_boolean
from services.applications.domain.word_rules import require_words
from services.contracts.applications import BadForm
from services.contracts.language import LANGUAGES, is_localized
from services.contracts.pointers import is_pointer, steps_of
from services.contracts.storable import is_storable

MAX_FIELDS = 200
MAX_CHOICES = 200
MAX_VARYING = 2
"""Repetitions of varying length in a pattern."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}\Z")
_TEXTS = ("title", "description")
_EVERYWHERE = {"type", "title", "description", "enum", "const", "oneOf", "default", "examples"}
_BY_TYPE = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "minItems", "maxItems", "uniqueItems"},
    "string": {"minLength", "maxLength", "pattern", "format"},
    "integer": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
    "number": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
    "boolean": set[str](),
}
_COUNTS = {"minLength", "maxLength", "minItems", "maxItems"}
_NUMBERS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}

_ATOM = r"(?:[A-Za-z0-9 _/@,:;'-]|\\[dwsDWS.+*?()\[\]{}|^$/\\-]|\[\^?(?:[^\]\[\\]|\\[dwsDWS.\]\[\\-])+\])"
_TIMES = r"(?:\?|\{\d{1,3}(?:,\d{1,3})?\})"
_SAFE_PATTERN = re.compile(rf"\^(?:{_ATOM}{_TIMES}?){{1,40}}\$\Z")
_VARYING = re.compile(r"(?<!\\)(?:\?|\{\d+,\d+\})")


def require_publishable(schema: Schema) -> Form:
    if not is_storable(schema) or limits.is_too_large(schema):
        raise BadForm.at(
            "/form",
            "At most 64 KiB, 12 levels, and no characters that cannot be kept.",
            rule="form_too_large",
            max_bytes=limits.MAX_BYTES,
            max_depth=limits.MAX_DEPTH,
        )
    if schema.get("type") != "object":
        raise BadForm.at("/form/type", "A form is an object.", rule="form_is_object")
    fields = [0]
    _require_field({word: value for word, value in schema.items() if word != "$schema"}, "/form", fields)
    require_statuses(schema)
    require_boolean(schema)
    form = Form(schema)
    _require_conditions(form, schema, "/form")
    _require_example(form)
    return form


def _require_field(field: Any, at: str, seen: list[int]) -> None:
    seen[0] += 1
    if seen[0] > MAX_FIELDS:
        raise BadForm.at("/form", f"At most {MAX_FIELDS} questions.", rule="too_many_questions", most=MAX_FIELDS)
    if not isinstance(field, dict):
        raise BadForm.at(at, "Must be an object.", rule="dict_type")
    kind = field.get("type")
    if not isinstance(kind, str) or kind not in _BY_TYPE:
        raise BadForm.at(
            f"{at}/type", f"Must be one of {', '.join(_BY_TYPE)}.", rule="literal_error", expected=", ".join(_BY_TYPE)
        )
    for word, value in field.items():
        if word.startswith("x-"):
            continue
        if word not in _EVERYWHERE and word not in _BY_TYPE[kind]:
            raise BadForm.at(
                f"{at}/{word}",
                f"This keyword is not allowed for the type {kind}.",
                rule="keyword_of_other_type",
                kind=kind,
            )
        _require_value(word, value, f"{at}/{word}")
    if kind == "object":
        _require_properties(field, at, seen)
    if kind == "array":
        _require_field(field.get("items"), f"{at}/items", seen)


def _require_properties(field: Schema, at: str, seen: list[int]) -> None:
    properties = field.get("properties")
    if not isinstance(properties, dict) or not properties:
        raise BadForm.at(f"{at}/properties", "An object names its questions.", rule="object_without_questions")
    for name, inner in properties.items():
        if not _NAME.match(name):
            raise BadForm.at(
                f"{at}/properties", "Names are lower-case letters, digits and underscores.", rule="question_name"
            )
        _require_field(inner, f"{at}/properties/{name}", seen)
    required = field.get("required", [])
    if not isinstance(required, list) or not all(isinstance(one, str) and one in properties for one in required):
        raise BadForm.at(f"{at}/required", "Names questions of this object.", rule="unknown_question")


def _require_value(word: str, value: Any, at: str) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if word in _TEXTS:
        _require_text(value, at)
    elif word in _COUNTS and not (isinstance(value, int) and number and 0 <= value <= limits.MAX_BYTES):
        raise BadForm.at(at, "Must be a whole number, not negative.", rule="whole_number")
    elif word in _NUMBERS and not number:
        raise BadForm.at(at, "Must be a number.", rule="decimal_type")
    elif word == "multipleOf" and not (isinstance(value, int) and number and value > 0):
        raise BadForm.at(at, "Must be a whole number above zero.", rule="whole_number_above_zero")
    elif word == "uniqueItems" and not isinstance(value, bool):
        raise BadForm.at(at, "Must be true or false.", rule="bool_type")
    elif word == "additionalProperties" and value is not False:
        raise BadForm.at(at, "A form takes no other questions than its own.", rule="only_own_questions")
    elif word == "format" and value not in ("date", "textarea", "email", "tel"):
        raise BadForm.at(
            at, "Must be date, textarea, email or tel.", rule="literal_error", expected="date, textarea, email, tel"
        )
    elif word == "enum":
        _require_choices(value, at)
    elif word == "oneOf":
        _require_labelled_choices(value, at)
    elif word == "pattern":
        _require_safe_pattern(value, at)


def _require_text(value: Any, at: str) -> None:
    localized = is_localized(value) and value.keys() <= {*LANGUAGES}
    texts = list(value.values()) if localized else [value]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise BadForm.at(
            at,
            f"Must be a text, or a text in {' and '.join(LANGUAGES)}.",
            rule="text_by_language",
            languages=", ".join(LANGUAGES),
        )


def _require_choices(value: Any, at: str) -> None:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_CHOICES:
        raise BadForm.at(at, "Between 1 and 200 choices.", rule="choices_count", most=MAX_CHOICES)
    if not all(isinstance(choice, str | int | float | bool) for choice in value):
        raise BadForm.at(at, "Choices are texts, numbers or booleans.", rule="choices_type")


def _require_labelled_choices(value: Any, at: str) -> None:
    if not isinstance(value, list) or not all(isinstance(choice, dict) for choice in value):
        raise BadForm.at(at, 'Choices are {"const", "title"}.', rule="choices_labelled")
    if not all(choice.keys() == {"const", "title"} for choice in value):
        raise BadForm.at(at, 'Choices are {"const", "title"}.', rule="choices_labelled")
    _require_choices([choice["const"] for choice in value], at)
    for position, choice in enumerate(value):
        _require_text(choice["title"], f"{at}/{position}/title")


def _require_safe_pattern(value: Any, at: str) -> None:
    """Anchored, without groups or alternatives, bounded, with at most two quantifiers that vary: no answer, however
    it is made, has more than a few thousand ways to match."""
    if not isinstance(value, str) or len(value) > 200 or not _SAFE_PATTERN.match(value):
        raise BadForm.at(at, "Only ^…$ with characters, classes and bounded repetitions.", rule="unsafe_pattern")
    if len(_VARYING.findall(value)) > MAX_VARYING:
        raise BadForm.at(at, "At most two repetitions of varying length.", rule="varying_pattern", most=MAX_VARYING)
    try:
        re.compile(value)
    except re.error:
        raise BadForm.at(at, "Is not a regular expression.", rule="not_a_pattern") from None


def _require_conditions(form: Form, field: Schema, at: str) -> None:
    if "x-shown-if" in field:
        _require_condition(form, field["x-shown-if"], f"{at}/x-shown-if")
    if "x-prefill" in field and not (isinstance(field["x-prefill"], str) and is_pointer(field["x-prefill"])):
        raise BadForm.at(f"{at}/x-prefill", "Must be a JSON pointer into the member's file.", rule="prefill_pointer")
    require_words(form, field, at)
    for name, inner in field.get("properties", {}).items():
        _require_conditions(form, inner, f"{at}/properties/{name}")
    if "items" in field:
        _require_conditions(form, field["items"], f"{at}/items")


def _require_condition(form: Form, condition: Any, at: str) -> None:
    if not isinstance(condition, dict) or condition.keys() not in ({"pointer", "equals"}, {"pointer", "in"}):
        raise BadForm.at(at, 'Must be {"pointer", "equals"} or {"pointer", "in"}.', rule="condition_shape")
    if "in" in condition:
        _require_choices(condition["in"], f"{at}/in")
    pointer = condition["pointer"]
    target = form.field(pointer) if isinstance(pointer, str) else None
    if (
        target is None
        or target["type"] in ("object", "array")
        or any(index(part) is not None for part in steps_of(pointer))
    ):
        raise BadForm.at(
            f"{at}/pointer", "Must point to a question that has a single answer.", rule="condition_pointer"
        )


def _require_example(form: Form) -> None:
    examples = form.schema.get("examples")
    if not isinstance(examples, list) or not examples or not isinstance(examples[0], dict):
        raise BadForm.at("/form/examples", "One complete example is needed.", rule="example_missing")
    example = examples[0]
    errors = form.errors(example)
    if errors:
        error = errors[0].model_copy(update={"pointer": f"/form/examples/0{errors[0].pointer}"})
        raise BadForm(error.detail, errors=(error,))
    if form.shown(example) != example:
        raise BadForm.at("/form/examples/0", "Answers a question that is hidden.", rule="example_answers_hidden")
    missing = form.missing(example)
    if missing:
        raise BadForm.at(f"/form/examples/0{missing[0]}", "The example must be complete.", rule="example_incomplete")
