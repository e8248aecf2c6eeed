"""What a database keeps as it is: PostgreSQL's text takes no U+0000, its jsonb neither lone surrogates nor NaN."""

import math
import re
from collections.abc import Iterator
from typing import Any, Final

UNFIT_CHARACTERS: Final = re.compile("[\x00\ud800-\udfff]")


def texts_are_storable(value: Any) -> bool:
    """Of a JSON value, or of the value of a field: keys too, however deep."""
    return not any(isinstance(leaf, str) and UNFIT_CHARACTERS.search(leaf) for leaf in _leaves(value))


def is_storable(value: Any) -> bool:
    """Its texts and its numbers."""
    return texts_are_storable(value) and all(math.isfinite(leaf) for leaf in _leaves(value) if isinstance(leaf, float))


def _leaves(value: Any) -> Iterator[Any]:
    waiting = [value]  # not recursive: what strangers send may be nested deeper than Python's stack
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += (*one.keys(), *one.values())
        elif isinstance(one, list | tuple):
            waiting += one
        else:
            yield one
