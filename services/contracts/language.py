"""Texts that exist in both languages, and their reading in one."""

from typing import Any

from pydantic import Field

from services.contracts.base import Language, Message


class LocalizedText(Message):
    fr: str = Field(min_length=1, max_length=5000)
    en: str = Field(min_length=1, max_length=5000)

    def in_language(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


def language_of(preferred: object) -> Language:
    """The one to write in: French where nothing is said, or a language that only a newer version knows."""
    return "en" if preferred == "en" else "fr"


def in_language(value: Any, language: Language) -> Any:
    """A JSON value in which every object of exactly `fr` and `en` is replaced by its text in `language`."""
    if isinstance(value, dict):
        if value.keys() == {"fr", "en"}:
            return value[language]
        return {key: in_language(item, language) for key, item in value.items()}
    if isinstance(value, list):
        return [in_language(item, language) for item in value]
    return value
