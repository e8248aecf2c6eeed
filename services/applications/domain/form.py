"""A benefit's form: what its questions make of the answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from services.applications.domain import limits
from services.applications.domain.concerned import concerned
from services.applications.domain.dates import date_errors
from services.applications.domain.pointers import ABSENT, index, merged, resolve
from services.contracts.applications import AnswersTooLarge, BadAnswers
from services.contracts.pointers import is_pointer, pointer_to, steps_of
from services.contracts.refusals import FieldError
from services.contracts.storable import is_storable

Schema = dict[str, Any]
Answers = dict[str, Any]
_FORMATS = FormatChecker(["date", "email"])
_UNCHECKED = {"required", "minItems", "title", "description", "examples", "default"}
"""`required` and `minItems` make an answer missing, not wrong."""


@dataclass(frozen=True, slots=True)
class Form:
    schema: Schema

    def answered(self, answers: Answers, patch: Answers, on: date) -> Answers:
        """The answers with the patch, without what is hidden now. Raises BadAnswers, AnswersTooLarge."""
        if not is_storable(patch):
            raise BadAnswers.at("/answers", "Contains characters or numbers that cannot be kept.")
        if limits.is_too_large(patch):
            raise AnswersTooLarge.at("/answers", "More than 64 KiB of answers.", max_bytes=limits.MAX_BYTES)
        changed = self.shown(merged(answers, patch))
        if limits.is_too_large(changed):
            raise AnswersTooLarge.at("/answers", "More than 64 KiB of answers.", max_bytes=limits.MAX_BYTES)
        errors = self.errors(changed) or list(date_errors(self.schema, changed, changed, on, ""))
        if errors:
            raise BadAnswers(
                "Some answers are not of the kind that the form asks for.",
                errors=tuple(error.model_copy(update={"pointer": f"/answers{error.pointer}"}) for error in errors),
            )
        return changed

    def shown(self, answers: Answers) -> Answers:
        """Without the answers to questions that are hidden: hiding one may hide another, hence the repetition."""
        while True:
            kept: Answers = _shown(self.schema, answers, answers)
            if kept == answers:
                return kept
            answers = kept

    def errors(self, answers: Answers) -> list[FieldError]:
        validator = Draft202012Validator(_checked(self.schema), format_checker=_FORMATS)
        return sorted((_field_error(error) for error in validator.iter_errors(answers)), key=lambda e: e.pointer)

    def missing(self, answers: Answers) -> list[str]:
        """Pointers of the required questions without an answer, in the order of the form."""
        return list(_missing(self.schema, answers, answers, ""))

    def field(self, pointer: str) -> Schema | None:
        """The question that a pointer designates, through lists (`/children/0/birth_date`)."""
        node: Schema | None = self.schema
        if not is_pointer(pointer):
            return None
        for part in steps_of(pointer):
            if node is None:
                return None
            if node.get("type") == "object":
                node = node["properties"].get(part)
            elif node.get("type") == "array" and index(part) is not None:
                node = node["items"]
            else:
                return None
        return node

    def asks(self, pointer: str, answers: Answers) -> bool:
        """Whether the question is shown with these answers, and the list item that it belongs to exists."""
        node: Schema = self.schema
        value: Any = answers
        for part in steps_of(pointer):
            if node.get("type") == "array":
                position = index(part)
                if position is None or not isinstance(value, list) or position >= len(value):
                    return False
                node, value = node["items"], value[position]
            else:
                node = node["properties"][part]
                value = value.get(part, ABSENT) if isinstance(value, dict) else ABSENT
                if not is_shown(node, answers):
                    return False
        return True

    def label(self, pointer: str) -> Any:
        """A text, or a text in both languages; the question's name where it has no title."""
        field = self.field(pointer) or {}
        return field.get("title") or (steps_of(pointer) or [""])[-1].replace("_", " ")

    def prefilled(self, facts: Answers) -> Answers:
        """The answers that the member's file gives: `"x-prefill": "/children"`, a pointer into the facts.

        A list of objects keeps the properties that the form knows. What would not be a valid answer is left out.
        """
        answers: Answers = {}
        for name, field in self.schema["properties"].items():
            value = _prefilled(field, facts)
            if value is not ABSENT and not self.errors({name: value}):
                answers[name] = value
        return self.shown(answers)


def is_shown(field: Schema, answers: Answers) -> bool:
    condition = field.get("x-shown-if")
    if condition is None:
        return True
    value = resolve(condition["pointer"], answers)
    wanted = condition["in"] if "in" in condition else [condition["equals"]]
    return any(value == one and type(value) is type(one) for one in wanted)


def _shown(field: Schema, value: Any, answers: Answers) -> Any:
    if isinstance(value, dict):
        fields = field.get("properties", {})
        return {
            name: _shown(fields.get(name, {}), item, answers)
            for name, item in value.items()
            if is_shown(fields.get(name, {}), answers)
        }
    if isinstance(value, list):
        return [_shown(field.get("items", {}), item, answers) for item in value]
    return value


def _missing(field: Schema, value: Any, answers: Answers, at: str) -> Iterator[str]:
    if field["type"] == "object" and isinstance(value, dict):
        required = field.get("required", ())
        for name, inner in field["properties"].items():
            if is_shown(inner, answers) and (name in required or name in value):
                yield from _missing(inner, value.get(name, ABSENT), answers, f"{at}/{name}")
    elif field["type"] == "object" and value is ABSENT:
        yield from list(_missing(field, {}, answers, at)) or [at]
    elif field["type"] == "array" and isinstance(value, list):
        if len(concerned(field, value)) < field.get("minItems", 0):
            yield at
        for position, item in enumerate(value):
            yield from _missing(field["items"], item, answers, f"{at}/{position}")
    elif value is ABSENT:
        yield at


def _prefilled(field: Schema, facts: Answers) -> Any:
    if "x-prefill" in field:
        return _known_part(field, resolve(field["x-prefill"], facts))
    if field["type"] == "object":
        inner = {name: _prefilled(one, facts) for name, one in field["properties"].items()}
        return {name: value for name, value in inner.items() if value is not ABSENT} or ABSENT
    return ABSENT


def _known_part(field: Schema, value: Any) -> Any:
    if isinstance(value, list) and field["type"] == "array":
        return [_known_part(field["items"], item) for item in value]
    if isinstance(value, dict) and field["type"] == "object":
        return {name: item for name, item in value.items() if name in field["properties"]}
    return value


def _checked(field: Schema) -> Schema:
    """The part of the schema that an answer which is there must satisfy."""
    kept = {word: value for word, value in field.items() if word not in _UNCHECKED and not word.startswith("x-")}
    if field.get("type") == "object":
        kept["properties"] = {name: _checked(inner) for name, inner in field["properties"].items()}
        kept["additionalProperties"] = False
    if "items" in field:
        kept["items"] = _checked(field["items"])
    return kept


def _field_error(error: ValidationError) -> FieldError:
    if error.validator == "additionalProperties":
        asked: Any = error.schema
        unknown = min(set(cast("Answers", error.instance)) - asked["properties"].keys())
        pointer = pointer_to([*error.absolute_path, unknown])
        return FieldError(pointer=pointer[:500], detail="The form has no such question.", code="extra_forbidden")
    rule, bound = str(error.validator), error.validator_value
    code, limit = _rule_of_answers(rule, bound)
    return FieldError(
        pointer=pointer_to(error.absolute_path),
        detail=_sentence(rule, bound),
        code=code,
        facts={limit: bound} if limit else {},
    )


def _rule_of_answers(rule: str, bound: Any) -> tuple[str, str]:
    """Its code as a field error, and the name of its figure if it has one."""
    if rule in {"type", "format"}:
        return _TYPES.get(str(bound), "invalid"), ""
    return _RULES.get(rule, ("invalid", ""))


_TYPES: Final = {
    "array": "list_type",
    "boolean": "bool_parsing",
    "date": "date_parsing",
    "email": "email",
    "integer": "int_parsing",
    "number": "decimal_parsing",
    "object": "dict_type",
    "string": "string_type",
}
_RULES: Final = {
    "const": ("choice", ""),
    "enum": ("choice", ""),
    "exclusiveMaximum": ("less_than", "lt"),
    "exclusiveMinimum": ("greater_than", "gt"),
    "maxItems": ("too_long", "max_length"),
    "maxLength": ("string_too_long", "max_length"),
    "maximum": ("less_than_equal", "le"),
    "minLength": ("string_too_short", "min_length"),
    "minimum": ("greater_than_equal", "ge"),
    "multipleOf": ("multiple_of", "multiple_of"),
    "oneOf": ("choice", ""),
    "pattern": ("string_pattern_mismatch", ""),
    "uniqueItems": ("unique_items", ""),
}


def _sentence(rule: str, bound: Any) -> str:
    """Says the rule, never the answer: refusals are logged."""
    return {
        "type": f"Must be of type {bound}.",
        "format": f"Must be a {bound}.",
        "enum": "Must be one of the choices.",
        "oneOf": "Must be one of the choices.",
        "const": "Must be the only choice.",
        "minLength": f"Must have at least {bound} characters.",
        "maxLength": f"Must have at most {bound} characters.",
        "pattern": "Is not written as expected.",
        "minimum": f"Must be at least {bound}.",
        "maximum": f"Must be at most {bound}.",
        "exclusiveMinimum": f"Must be more than {bound}.",
        "exclusiveMaximum": f"Must be less than {bound}.",
        "multipleOf": f"Must be a multiple of {bound}.",
        "maxItems": f"Must have at most {bound} items.",
        "uniqueItems": "Must not repeat an item.",
    }.get(rule, "Is not as the form asks.")
