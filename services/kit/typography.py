"""How a text is set, so that its source can be typed on any keyboard."""

import re
from typing import Final

from services.contracts.base import Language

NO_BREAK, NARROW_NO_BREAK, APOSTROPHE = (
    "\N{NO-BREAK SPACE}",
    "\N{NARROW NO-BREAK SPACE}",
    "\N{RIGHT SINGLE QUOTATION MARK}",
)
_ANY_SPACE: Final = f"[ {NO_BREAK}{NARROW_NO_BREAK}]"
_SPACED: Final = (
    (re.compile(f"{_ANY_SPACE}(?=[;!?])"), NARROW_NO_BREAK),
    (re.compile(f"{_ANY_SPACE}(?=[:%»€])"), NO_BREAK),
    (re.compile(f"(?<=«){_ANY_SPACE}"), NO_BREAK),
)
"""The rules of the Imprimerie nationale: a sign of two parts never begins a line."""


def typeset(text: str, language: Language) -> str:
    """One apostrophe in every language; in French the spaces that keep a sign with its word. Twice is once."""
    text = text.replace("'", APOSTROPHE)
    if language == "fr":
        for place, space in _SPACED:
            text = place.sub(space, text)
    return text


def first_of_month(written: str, language: Language) -> str:
    """A day as Babel writes it, which knows no `1er`."""
    return written.replace("1 ", "1er ", 1) if language == "fr" and written.startswith("1 ") else written
