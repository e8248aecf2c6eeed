import string

import pytest

import gateway.app  # noqa: F401 - so that every refusal of the gateway is known
from gateway.language import has_text, texts
from services.contracts.base import Language
from services.contracts.language import FALLBACK, LANGUAGES
from services.contracts.refusals import Refusal


def every_refusal(kind: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [kind] + [each for subclass in kind.__subclasses__() for each in every_refusal(subclass)]


OURS = [kind for kind in every_refusal() if kind.__module__.partition(".")[0] in {"services", "gateway"}]


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.code)
def test_every_refusal_has_its_words_in_every_language(kind: type[Refusal]) -> None:
    for language in LANGUAGES:
        assert has_text(f"problem.{kind.code}.title", language)
        assert has_text(f"problem.{kind.code}.detail", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_problem_texts_with_the_same_places_to_fill_in(language: Language) -> None:
    french, other = (
        {key: text for key, text in texts(each).forms.items() if key.startswith("problem.")}
        for each in (FALLBACK, language)
    )
    assert french.keys() == other.keys()
    for key, text in french.items():
        assert places(text[0]) == places(other[key][0]), key


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
