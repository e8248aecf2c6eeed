"""Texts that show the facts of a refusal: `{max_bytes:size}` in a catalogue is `25 Mo` for a French reader.

{name}          as it is             {name:money}    an amount in euros      {name:day}     an ISO date
{name:number}   a number             {name:size}     a number of bytes       {name:delay}   a number of seconds
{name:formats}  content types        {name:status.}  the text of `status.<value>`
"""

from collections.abc import Callable, Mapping
from functools import cache
from string import Formatter
from typing import Any, Final

from gateway.formats import Formats, format_names
from gateway.language import has_text, translate
from services.contracts.base import Language

UNTOLD: Final = "…"
"""For a fact that an older or a newer service does not tell."""


class _Figures(Formatter):
    def __init__(self, language: Language) -> None:
        formats = Formats(language)
        self._language = language
        self._ways: dict[str, Callable[[Any], str]] = {
            "": str,
            "day": formats.written_day,
            "delay": formats.delay,
            "formats": format_names,
            "money": formats.money,
            "number": formats.number,
            "size": formats.file_size,
        }

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key), UNTOLD)

    def format_field(self, value: Any, format_spec: str) -> str:
        if value == UNTOLD:
            return UNTOLD
        if format_spec.endswith("."):
            key = f"{format_spec}{value}"
            return translate(key, self._language) if has_text(key, self._language) else str(value)
        try:
            return self._ways[format_spec](value)
        except (ArithmeticError, AttributeError, TypeError, ValueError):
            return str(value)  # of another kind than ours: told by another version


@cache
def _figures(language: Language) -> _Figures:
    return _Figures(language)


def filled(text: str, facts: Mapping[str, Any], language: Language) -> str:
    return _figures(language).vformat(text, (), facts)


def places(text: str) -> frozenset[str]:
    """The facts that a text shows."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)
