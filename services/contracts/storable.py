"""What a text may hold.

PostgreSQL's text takes no U+0000, its jsonb neither lone surrogates nor NaN. And whoever reads a text must see what is
in it: no controls, no invisible signs, none that turn the direction of what follows (`gnp.exe` reads as `exe.png`).
"""

import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

UNFIT_CHARACTERS: Final = re.compile("[\x00\ud800-\udfff]")

_INVISIBLE = (
    "\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff"
)
_JOINING = "\xad\u200c\u200d"
"""A soft hyphen, and what joins an emoji of several: they come with what is pasted into long texts and turn nothing."""
_UNSEEN_IN_A_LINE: Final = re.compile(f"[\x00-\x1f{_INVISIBLE}{_JOINING}]")
_UNSEEN_IN_LINES: Final = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{_INVISIBLE}]")
_BREAKS: Final = re.compile("[\t\n\r]")
_TOLD = 20
"""Of the places in one field where something is wrong."""

_Place = tuple[Any, Any] | None
"""The place of what holds it, and the last step from there: a tuple of all steps would be copied at each."""


def texts_are_storable(value: Any) -> bool:
    """Of a JSON value, or of the value of a field: keys too, however deep."""
    return not any(isinstance(leaf, str) and UNFIT_CHARACTERS.search(leaf) for _, leaf in _leaves(value))


def is_storable(value: Any) -> bool:
    """Its texts and its numbers."""
    return texts_are_storable(value) and all(
        math.isfinite(leaf) for _, leaf in _leaves(value) if isinstance(leaf, float)
    )


def require_seen(value: Any, *, lines: bool) -> None:
    """Every text in the value of a field holds only what a reader sees. `lines`: it may be of several. Raises
    ValidationError, which names the place."""
    unseen = _UNSEEN_IN_LINES if lines else _UNSEEN_IN_A_LINE
    found = ((place, leaf) for place, leaf in _leaves(value) if isinstance(leaf, str) and unseen.search(leaf))
    if wrong := list(islice(found, _TOLD)):
        raise ValidationError.from_exception_data(
            "text", [InitErrorDetails(type=_error(leaf), loc=_steps(place), input=None) for place, leaf in wrong]
        )


def as_seen(text: str) -> str:
    """Without what nobody sees, where it comes from a machine and cannot be asked for again."""
    return _UNSEEN_IN_A_LINE.sub("", text)


def in_one_line(text: str) -> str:
    return ", ".join(line.strip(" ,\t") for line in text.splitlines() if line.strip(" ,\t"))


def _error(text: str) -> PydanticCustomError:
    if _BREAKS.search(text) and not _UNSEEN_IN_LINES.search(text):
        return PydanticCustomError("one_line", "write this on one line")
    return PydanticCustomError("invisible_characters", "this text holds invisible or control characters")


def _leaves(value: Any) -> Iterator[tuple[_Place, Any]]:
    """Each with its place. A key is a leaf in the place of what holds it."""
    waiting: list[tuple[_Place, Any]] = [(None, value)]
    while waiting:  # not recursive: what strangers send may be nested deeper than Python's stack
        place, one = waiting.pop()
        if isinstance(one, dict):
            waiting += ((place, key) for key in one)
            waiting += (((place, key), inner) for key, inner in one.items())
        elif isinstance(one, list | tuple):
            waiting += (((place, index), inner) for index, inner in enumerate(one))
        else:
            yield place, one


def _steps(place: _Place) -> tuple[str | int, ...]:
    steps: list[str | int] = []
    while place is not None:
        place, step = place
        steps.append(step if isinstance(step, int) else _UNSEEN_IN_A_LINE.sub("?", str(step)))
    return tuple(reversed(steps))
