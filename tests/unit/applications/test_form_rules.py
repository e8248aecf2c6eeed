from copy import deepcopy
from typing import Any

import pytest

from services.applications.domain.form_rules import require_publishable
from services.contracts.applications import BadForm
from tests.unit.applications.given import FORM


def with_field(field: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"a": {"type": "string", "maxLength": 20}, "b": field},
        "examples": [{"a": "x"}],
    }


def pointer_of(schema: dict[str, Any]) -> str:
    with pytest.raises(BadForm) as refused:
        require_publishable(schema)
    return refused.value.errors[0].pointer


def test_the_form_of_the_examples_is_publishable() -> None:
    require_publishable(FORM)


@pytest.mark.parametrize(
    ("field", "pointer"),
    [
        ({"type": "text"}, "/type"),
        ({"$ref": "#"}, "/type"),
        ({"type": "string", "not": {}}, "/not"),
        ({"type": "string", "if": {}}, "/if"),
        ({"type": "object", "patternProperties": {}}, "/patternProperties"),
        ({"type": "object"}, "/properties"),
        ({"type": "object", "properties": {"A b": {"type": "string"}}}, "/properties"),
        ({"type": "object", "properties": {"x": {"type": "string"}}, "required": ["y"]}, "/required"),
        ({"type": "array"}, "/items"),
        ({"type": "string", "minLength": -1}, "/minLength"),
        ({"type": "string", "maxLength": True}, "/maxLength"),
        ({"type": "string", "format": "regex"}, "/format"),
        ({"type": "integer", "minimum": "1"}, "/minimum"),
        ({"type": "integer", "multipleOf": 0.1}, "/multipleOf"),
        ({"type": "string", "enum": []}, "/enum"),
        ({"type": "string", "oneOf": [{"type": "string"}]}, "/oneOf"),
        ({"type": "string", "title": {"fr": "x"}}, "/title"),
        ({"type": "string", "x-shown-if": {"pointer": "/nothing", "equals": 1}}, "/x-shown-if/pointer"),
        ({"type": "string", "x-shown-if": {"pointer": "/a", "matches": 1}}, "/x-shown-if"),
        ({"type": "string", "x-prefill": "children"}, "/x-prefill"),
    ],
)
def test_what_no_page_could_show_is_refused_where_it_is(field: dict[str, Any], pointer: str) -> None:
    assert pointer_of(with_field(field)) == f"/form/properties/b{pointer}"


@pytest.mark.parametrize(
    "pattern",
    ["^(a+)+$", "^a*$", "a{1,3}", "^(a|a)$", "^[a-z]+$", "^a{1,9}a{1,9}a{1,9}$", "^\\1$", "^(?=a)$", "^a{1,9999}$", 3],
)
def test_a_pattern_that_could_be_slow_is_refused(pattern: object) -> None:
    assert pointer_of(with_field({"type": "string", "pattern": pattern})) == "/form/properties/b/pattern"


@pytest.mark.parametrize("pattern", ["^[0-9]{5}$", "^FR\\d{2} [A-Z0-9]{4}$", "^\\d{1,3},?$", "^[A-ZÀ-Ý]{2,30}$"])
def test_a_plain_pattern_is_allowed(pattern: str) -> None:
    require_publishable(with_field({"type": "string", "pattern": pattern}))


def test_a_form_without_an_example_is_refused() -> None:
    schema = {word: value for word, value in FORM.items() if word != "examples"}

    assert pointer_of(schema) == "/form/examples"


def test_an_example_that_lacks_an_answer_is_refused() -> None:
    schema = deepcopy(FORM)
    del schema["examples"][0]["kind"]

    assert pointer_of(schema) == "/form/examples/0/kind"


def test_an_example_with_a_wrong_answer_is_refused() -> None:
    schema = deepcopy(FORM)
    schema["examples"][0]["children"] = 3

    assert pointer_of(schema) == "/form/examples/0/children"


def test_a_form_is_bounded_in_questions_depth_and_size() -> None:
    many = {f"q{number}": {"type": "boolean"} for number in range(300)}
    deep: dict[str, Any] = {"type": "string"}
    for _ in range(10):
        deep = {"type": "object", "properties": {"x": deep}}

    assert pointer_of({"type": "object", "properties": many, "examples": [{}]}) == "/form"
    assert pointer_of(with_field(deep)) == "/form"
    assert pointer_of(with_field({"type": "string", "description": "x" * 70_000})) == "/form"


@pytest.mark.parametrize("named", [[], "titulaire", ["bénévole"], [1]])
def test_the_statuses_that_a_benefit_is_for_are_of_the_list(named: Any) -> None:
    assert pointer_of(FORM | {"x-for-statuses": named}) == "/form/x-for-statuses"
    require_publishable(FORM | {"x-for-statuses": ["titulaire", "retraite"]})


def test_a_benefit_is_for_survivors_or_not() -> None:
    assert pointer_of(FORM | {"x-for-survivors": "yes"}) == "/form/x-for-survivors"
    require_publishable(FORM | {"x-for-survivors": True})
