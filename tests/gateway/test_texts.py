import string
from pathlib import Path

import pytest

import gateway.app  # noqa: F401 - so that every refusal of the gateway is known
from gateway.language import LANGUAGES, has_text, texts, translate, translate_plural
from services.contracts.refusals import Refusal


def every_refusal(kind: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [kind] + [each for subclass in kind.__subclasses__() for each in every_refusal(subclass)]


OURS = [kind for kind in every_refusal() if kind.__module__.partition(".")[0] in {"services", "gateway"}]


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.code)
def test_every_refusal_has_its_words_in_both_languages(kind: type[Refusal]) -> None:
    for language in LANGUAGES:
        assert has_text(f"problem.{kind.code}.title", language)
        assert has_text(f"problem.{kind.code}.detail", language)


def test_both_languages_have_the_same_problem_texts_with_the_same_places_to_fill_in() -> None:
    french, english = (
        {key: text for key, text in texts(each).items() if key.startswith("problem.")} for each in LANGUAGES
    )
    assert french.keys() == english.keys()
    for key, text in french.items():
        assert places(text[0]) == places(english[key][0]), key


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.fixture
def little_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for language, one, many in (("fr", "{count} pièce", "{count} pièces"), ("en", "{count} item", "{count} items")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "a.po").write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
            f'msgid "hello"\nmsgstr "{language} {{name}}"\n\n'
            f'msgid "items"\nmsgid_plural "items"\nmsgstr[0] "{one}"\nmsgstr[1] "{many}"\n'
        )
    monkeypatch.setattr("gateway.language.texts", lambda language: texts(language, tmp_path))


@pytest.mark.usefixtures("little_house")
def test_a_text_is_filled_in() -> None:
    assert translate("hello", "fr", name="Camille") == "fr Camille"


@pytest.mark.usefixtures("little_house")
def test_french_counts_none_as_one_and_english_does_not() -> None:
    assert [translate_plural("items", count, "fr") for count in (0, 1, 2)] == ["0 pièce", "1 pièce", "2 pièces"]
    assert [translate_plural("items", count, "en") for count in (0, 1, 2)] == ["0 items", "1 item", "2 items"]


def test_a_text_that_nobody_wrote_is_an_error_and_not_a_key_on_the_page() -> None:
    with pytest.raises(KeyError):
        translate("nobody.wrote.this", "fr")
