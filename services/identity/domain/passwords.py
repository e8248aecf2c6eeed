"""What a password must be (docs/security.md 2): long, and not made of what anybody tries first. Any signs will do."""

import re
import unicodedata
from collections.abc import Iterable

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from services.contracts.identity.refusals import PasswordTooCommon, PasswordTooShort, PasswordUnchanged
from services.identity.domain.common_words import COMMON, CONTEXT, ROWS
from services.identity.domain.folding import fold, words

SHORTEST = 15
SHORTEST_WITH_SECOND_FACTOR = 12
LEAST_UNPREDICTABLE = 8
"""Characters that must remain once everything predictable is taken away."""

MOST_COMMON = frozenset(FREQUENCY_LISTS["passwords"])
"""Thirty thousand of them, from breaches, in small letters."""

_LOOKALIKES = str.maketrans({"@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "5": "s", "$": "s", "7": "t"})


def normalised(password: str) -> str:
    """The same characters for the same keys, whichever device they were typed on."""
    return unicodedata.normalize("NFC", password)


def require_good_password(
    password: str, *, second_factor: bool, known_about_them: Iterable[str], pointer: str = "/new_password"
) -> None:
    shortest = SHORTEST_WITH_SECOND_FACTOR if second_factor else SHORTEST
    if len(password) < shortest:
        raise PasswordTooShort.at(pointer, f"At least {shortest} characters.", shortest=shortest)
    if is_predictable(password, known_about_them):
        raise PasswordTooCommon.at(pointer, "Too easy to guess: common words, words about you, or rows of keys.")


def require_another(password: str, current: str, pointer: str = "/new_password") -> None:
    if password == current:
        raise PasswordUnchanged.at(pointer, "This is the password you have now.")


def is_predictable(password: str, known_about_them: Iterable[str] = ()) -> bool:
    """As typed, and with `@` read as `a`: whichever reading leaves least decides."""
    personal = [word for text in known_about_them for word in (*words(text), "".join(words(text))) if len(word) > 2]
    readings = (fold(password), fold(password.translate(_LOOKALIKES)))
    if any(_is_common(reading) for reading in readings):
        return True
    return min(len(_unpredictable_part(reading, personal)) for reading in readings) < LEAST_UNPREDICTABLE


def _unpredictable_part(text: str, personal: Iterable[str]) -> str:
    rest = text
    for word in sorted({*personal, *CONTEXT, *COMMON}, key=len, reverse=True):
        rest = rest.replace(word, "")
    rest = _without_rows(rest)
    rest = re.sub(r"(19|20)\d\d", "", rest)
    return _without_repeats(rest)


def _is_common(text: str) -> bool:
    """Also where a common password is repeated, or followed by a year and punctuation."""
    once = _without_repeats(text)
    return any(one in MOST_COMMON for one in (text, once, re.sub(r"[\W\d_]+$", "", once)))


def _without_repeats(text: str) -> str:
    """`abcabcabc` and `aaaaaa` say no more than `abc` and `a`."""
    return re.sub(r"(.+?)\1+", r"\1", text, flags=re.DOTALL)


def _without_rows(text: str) -> str:
    """Takes out every run of four keys or more that follow each other, forwards or backwards."""
    kept: list[str] = []
    position = 0
    while position < len(text):
        length = _row_length(text, position)
        if length < 4:
            kept.append(text[position])
            length = 1
        position += length
    return "".join(kept)


def _row_length(text: str, start: int) -> int:
    longest = 0
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        length = 1
        while start + length <= len(text) and text[start : start + length] in row:
            length += 1
        longest = max(longest, length - 1)
    return longest
