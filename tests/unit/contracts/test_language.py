from services.contracts.language import LocalizedText, in_language, language_of

NAME = {"fr": "Nom", "en": "Name"}


def test_a_text_is_read_in_french_where_it_is_not_in_the_language_that_was_asked_for() -> None:
    assert in_language([{"title": {**NAME, "en": ""}}], "en") == [{"title": "Nom"}]
    assert language_of("something-newer") == "fr"


def test_a_language_that_only_a_newer_version_knows_hides_no_text() -> None:
    newer = {**NAME, "de": "Name*"}
    assert in_language({"title": newer}, "en") == {"title": "Name"}
    assert LocalizedText.received(newer).by_language() == NAME


def test_questions_that_are_named_as_languages_are_are_no_text() -> None:
    questions = {"fr": {"type": "string", "title": NAME}, "en": {"type": "string"}}
    assert in_language(questions, "en") == {"fr": {"type": "string", "title": "Name"}, "en": {"type": "string"}}
