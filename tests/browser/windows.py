"""A capability is tried in both languages, on a phone and on a desk: French in the one window, English in the other."""

import re
from collections.abc import Callable

import pytest

from gateway.language import LOCALES
from services.contracts.base import Language
from services.kit.texts import Texts

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
SIZES: dict[Language, dict[str, int]] = {"fr": PHONE, "en": DESKTOP}
LOCALE: dict[Language, str] = {"fr": "fr-FR", "en": "en-GB"}
in_both = pytest.mark.parametrize("language", SIZES)

Words = Callable[[str], re.Pattern[str]]
"""From a text of the French pages to what stands there in the language of the window."""


def words_in(language: Language) -> Words:
    """Where French has one text for several that are told apart in English, any of them."""
    french, theirs = Texts(LOCALES, "fr").forms, Texts(LOCALES, language).forms

    def words(text: str) -> re.Pattern[str]:
        found = {theirs[key][0] for key, forms in french.items() if _plain(forms[0]) == text}
        if not found:
            raise LookupError(f"No page says just this: {text}")
        return re.compile("|".join(sorted(map(_with_anything_filled_in, found))))

    return words


def _plain(text: str) -> str:
    """Without the spaces that do not break."""
    return " ".join(text.split())


def _with_anything_filled_in(text: str) -> str:
    return re.sub(r"\\{\w+\\}", ".+", re.escape(_plain(text)).replace("\\ ", r"\s+"))
