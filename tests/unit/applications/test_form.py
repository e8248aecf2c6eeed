from typing import Any

import pytest

from services.applications.domain.form import Form
from services.contracts.applications import AnswersTooLarge, BadAnswers
from tests.unit.applications.given import COMPLETE, DAY, FORM

form = Form(FORM)


def test_a_complete_example_lacks_nothing() -> None:
    assert form.missing(COMPLETE) == []


def test_required_questions_without_an_answer_are_missing_in_the_order_of_the_form() -> None:
    assert form.missing({}) == ["/kind", "/children"]


def test_a_hidden_question_is_not_required() -> None:
    assert "/camp_name" not in form.missing({"kind": "family"})
    assert "/camp_name" in form.missing({"kind": "camp"})


def test_the_answer_to_a_question_that_becomes_hidden_is_not_kept() -> None:
    answers = form.answered({"kind": "camp", "camp_name": "Les Pins"}, {"kind": "family"}, DAY)

    assert answers == {"kind": "family"}


def test_hiding_one_question_hides_those_that_depend_on_it() -> None:
    chain = Form(
        {
            "type": "object",
            "properties": {
                "a": {"type": "boolean"},
                "b": {"type": "boolean", "x-shown-if": {"pointer": "/a", "equals": True}},
                "c": {"type": "string", "x-shown-if": {"pointer": "/b", "equals": True}},
            },
        }
    )

    assert chain.answered({"a": True, "b": True, "c": "x"}, {"a": False}, DAY) == {"a": False}


def test_an_answer_missing_inside_a_list_is_named_by_its_place() -> None:
    assert form.missing({"kind": "family", "children": [{"given_name": "Zoé"}]}) == ["/children/0/birth_date"]


def test_an_empty_list_where_one_item_is_needed_is_missing() -> None:
    assert form.missing({"kind": "family", "children": []}) == ["/children"]


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_an_emptied_field_removes_its_answer(blank: object) -> None:
    assert form.answered({"kind": "family"}, {"kind": blank}, DAY) == {}


def test_an_absent_field_keeps_its_answer() -> None:
    assert form.answered(COMPLETE, {}, DAY) == COMPLETE


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ({"kind": 3}, "/answers/kind"),
        ({"kind": "cruise"}, "/answers/kind"),
        ({"children": "none"}, "/answers/children"),
        ({"children": [{"birth_date": "tomorrow"}]}, "/answers/children/0/birth_date"),
        ({"children": [{"age": 3}]}, "/answers/children/0/age"),
        ({"salary": 3}, "/answers/salary"),
        ({"kind": "camp", "camp_name": "x" * 101}, "/answers/camp_name"),
        ({"camp_name": "a\x00b"}, "/answers"),
        ({"camp_name": "\ud800"}, "/answers"),
        ({"kind": float("nan")}, "/answers"),
    ],
)
def test_a_wrong_answer_is_refused_at_its_field(patch: dict[str, Any], pointer: str) -> None:
    with pytest.raises(BadAnswers) as refused:
        form.answered({}, patch, DAY)

    assert refused.value.errors[0].pointer == pointer


def test_a_refusal_does_not_repeat_the_answer() -> None:
    with pytest.raises(BadAnswers) as refused:
        form.answered({}, {"children": [{"birth_date": "my secret"}]}, DAY)

    assert "secret" not in str(refused.value.to_wire())


def test_answers_are_bounded_in_size() -> None:
    with pytest.raises(AnswersTooLarge):
        form.answered({}, {"children": [{"given_name": "x" * 70_000}]}, DAY)


def test_answers_are_bounded_in_depth() -> None:
    nested: Any = "x"
    for _ in range(20):
        nested = {"a": nested}

    with pytest.raises(AnswersTooLarge):
        form.answered({}, {"children": nested}, DAY)


def test_a_list_is_prefilled_from_the_file_with_what_the_form_knows() -> None:
    children = [{"given_name": "Zoé", "birth_date": "2015-04-02", "disabled": False}]

    assert form.prefilled({"children": children}) == {"children": COMPLETE["children"]}


def test_what_the_file_does_not_say_is_not_prefilled() -> None:
    assert form.prefilled({}) == {}


def test_a_label_is_the_title_or_the_name() -> None:
    assert form.label("/kind") == {"fr": "Séjour", "en": "Stay"}
    assert form.label("/children/0/birth_date") == "birth date"


@pytest.mark.parametrize("pointer", ["/nothing", "kind", "", "/", "/children/x", "/children/" + "9" * 5000])
def test_a_pointer_to_no_question_designates_nothing(pointer: str) -> None:
    assert form.field(pointer) is None


def test_nested_required_questions_are_missing_where_their_object_is_required() -> None:
    nested = Form(
        {
            "type": "object",
            "required": ["child"],
            "properties": {
                "child": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {"name": {"type": "string"}, "school": {"type": "string"}},
                },
                "other": {"type": "object", "required": ["x"], "properties": {"x": {"type": "string"}}},
            },
        }
    )

    assert nested.missing({}) == ["/child/name"]
    assert nested.missing({"child": {"name": "Zoé"}, "other": {}}) == ["/other/x"]
