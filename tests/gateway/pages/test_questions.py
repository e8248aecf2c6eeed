"""A benefit's JSON Schema, as questions and back as answers."""

from typing import Any

from gateway.pages.answers import posted_answers, reject_answers
from gateway.pages.forms import Form
from gateway.pages.questions import leaves, questions
from gateway.pages.texts import Texts
from services.contracts.applications import BadAnswers

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["stay", "children"],
    "properties": {
        "children": {
            "type": "array",
            "title": "Enfants",
            "maxItems": 2,
            "items": {
                "type": "object",
                "required": ["given_name"],
                "properties": {
                    "given_name": {"type": "string", "title": "Prénom"},
                    "disabled": {"type": "boolean", "title": "Handicap"},
                },
            },
        },
        "stay": {"type": "string", "title": "Séjour", "oneOf": [{"const": "camp", "title": "Colonie"}]},
        "organiser": {"type": "string", "title": "Organisateur", "x-shown-if": {"pointer": "/stay", "equals": "camp"}},
        "starts_on": {"type": "string", "format": "date", "title": "Début"},
        "situation": {"type": "string", "maxLength": 2000, "title": "Situation"},
        "income": {"type": "object", "properties": {"lost": {"type": "number", "x-unit": "EUR", "title": "Perte"}}},
        "alone": {"type": "boolean", "title": "Seul"},
        "months": {"type": "integer", "title": "Mois"},
    },
}


def posted(**typed: str) -> Form:
    return Form({name.replace("__", "/"): [value] for name, value in typed.items()})


def answers(form: Form) -> dict[str, Any]:
    return posted_answers(SCHEMA, form, Texts("fr"))


def test_each_type_of_the_schema_becomes_its_kind_of_question() -> None:
    kinds = {each.name: each.kind for each in questions(SCHEMA, {})}
    assert kinds == {
        "answers/children": "list",
        "answers/stay": "radios",
        "answers/organiser": "text",
        "answers/starts_on": "date",
        "answers/situation": "textarea",
        "answers/income": "section",
        "answers/alone": "tick",
        "answers/months": "number",
    }
    assert next(each.kind for each in leaves(questions(SCHEMA, {})) if each.title == "Perte") == "money"


def test_a_condition_names_the_field_of_the_page_that_it_hangs_on() -> None:
    organiser = next(each for each in questions(SCHEMA, {}) if each.title == "Organisateur")
    assert organiser.shown_if == {"name": "answers/stay", "equals": "camp"}


def test_what_was_answered_is_shown_again() -> None:
    asked = questions(SCHEMA, {"children": [{"given_name": "Lina", "disabled": True}], "months": 4, "alone": False})
    assert {each.name: each.value for each in leaves(asked) if each.value} == {
        "answers/children/0/given_name": "Lina",
        "answers/children/0/disabled": "true",
        "answers/months": "4",
        "answers/alone": "false",
    }


def test_an_empty_list_shows_one_row_and_grows_up_to_its_limit() -> None:
    assert len(questions(SCHEMA, {})[0].parts) == 1
    two = questions(SCHEMA, {"children": [{"given_name": "Lina"}]}, grow="answers/children")[0]
    assert len(two.parts) == 2
    assert not two.can_grow


def test_posted_answers_have_the_types_of_the_schema() -> None:
    form = posted(answers__stay="camp", answers__months="12", answers__income__lost="1 234,50 €", answers__alone="true")
    found = answers(form)
    assert found["months"] == 12
    assert found["income"] == {"lost": 1234.5}
    assert found["alone"] is True
    assert form.errors == {}


def test_an_emptied_answer_is_sent_as_null_so_that_it_is_removed() -> None:
    found = answers(posted(answers__stay="", answers__starts_on=""))
    assert found["stay"] is None
    assert found["starts_on"] is None


def test_empty_rows_are_left_out_and_the_others_keep_their_order() -> None:
    form = posted(
        answers__children__0__given_name="Lina",
        answers__children__1__given_name="",
        answers__children__2__given_name="Sacha",
        answers__children__2__disabled="true",
    )
    assert answers(form)["children"] == [
        {"given_name": "Lina", "disabled": False},
        {"given_name": "Sacha", "disabled": True},
    ]


def test_a_number_that_cannot_be_read_is_named_and_the_rest_is_kept() -> None:
    form = posted(answers__months="douze", answers__stay="camp")
    found = answers(form)
    assert "months" not in found
    assert found["stay"] == "camp"
    assert list(form.errors) == ["answers/months"]


def test_an_error_names_its_question_and_what_is_expected_of_it() -> None:
    schema = {"properties": {"amount": {"type": "number", "title": "Montant", "minimum": 400, "maximum": 8000}}}
    form = posted(answers__amount="5")
    reject_answers(form, BadAnswers.at("/amount", "Too small."), questions(schema, {}), Texts("fr"))
    assert form.errors == {"answers/amount": "Entre 400 et 8\u202f000."}
    assert form.labels == {"answers/amount": "Montant"}


def test_an_error_within_a_list_that_shows_no_such_field_is_said_at_the_list() -> None:
    form = posted(answers__children__0__given_name="Lina")
    reject_answers(form, BadAnswers.at("/children/0/age", "Unknown."), questions(SCHEMA, {}), Texts("fr"))
    assert list(form.errors) == ["answers/children"]
