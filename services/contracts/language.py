"""The languages that people are written to in, and texts that exist in each. The list is `Language`, in base.py."""

from typing import Any, Final, get_args

from pydantic import Field, create_model

from services.contracts.base import Language, Message

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
FALLBACK: Final[Language] = LANGUAGES[0]
"""French: where nothing says otherwise, and where a text is not in the language that was asked for."""


def _in_later_languages_too(model: type[Message]) -> type[Message]:
    field = (str | None, Field(default=None, min_length=1, max_length=5000))
    later: dict[str, Any] = {language: field for language in LANGUAGES if language not in model.model_fields}
    return create_model(model.__name__, __base__=model, **later) if later else model


@_in_later_languages_too
class LocalizedText(Message):
    """The languages that 0.1.0 promised; a later one is optional, and read in French until somebody writes it."""

    fr: str = Field(min_length=1, max_length=5000)
    en: str = Field(min_length=1, max_length=5000)

    def in_language(self, language: Language) -> str:
        return self.by_language().get(language) or self.by_language()[FALLBACK]

    def by_language(self) -> dict[str, str]:
        """As it is kept."""
        return self.model_dump(exclude_none=True)


REQUIRED: Final = frozenset(name for name, field in LocalizedText.model_fields.items() if field.is_required())


def known_language(name: object) -> Language | None:
    return next((language for language in LANGUAGES if language == name), None)


def language_of(preferred: object) -> Language:
    """The one to write in: French where nothing is said, or a language that only a newer version knows."""
    return known_language(preferred) or FALLBACK


def is_localized(value: Any) -> bool:
    """Whether a JSON value is a text by language. One that only a newer version knows may be among them."""
    return (
        isinstance(value, dict) and value.keys() >= REQUIRED and all(isinstance(text, str) for text in value.values())
    )


def in_language(value: Any, language: Language) -> Any:
    """A JSON value in which every text by language is replaced by its text in `language`."""
    if is_localized(value):
        return value.get(language) or value[FALLBACK]
    if isinstance(value, dict):
        return {key: in_language(item, language) for key, item in value.items()}
    if isinstance(value, list):
        return [in_language(item, language) for item in value]
    return value
