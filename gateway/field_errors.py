"""What is wrong with each field that was sent, in words for whoever sent it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gateway.language import has_text, translate
from services.contracts.base import Language
from services.contracts.refusals import FieldError

_UNFIT = re.compile("[\ud800-\udfff]")


class TranslatedError(FieldError):
    """Already in the reader's language."""


def field_errors(
    found: Sequence[Mapping[str, Any]], language: Language, roots: tuple[str, ...]
) -> tuple[FieldError, ...]:
    """Pydantic's errors. `roots`: first steps of a location that are ours (`body`), not part of what was sent."""
    sources = {*roots, "query", "path", "header", "cookie"} if roots else set()
    return tuple(
        TranslatedError(
            # Where JSON itself is broken, pydantic gives a position and no place.
            pointer="" if error["type"] == "json_invalid" else _pointer(error["loc"], sources),
            detail=_detail(error, language),
        )
        for error in found[:50]
    )


def _pointer(location: Iterable[str | int], sources: set[str]) -> str:
    steps = list(location)
    if steps and steps[0] in sources:
        steps = steps[1:]
    return "".join(f"/{_UNFIT.sub('?', str(step)).replace('~', '~0').replace('/', '~1')}" for step in steps)


def _detail(error: Mapping[str, Any], language: Language) -> str:
    key = f"problem.field.{error['type']}"
    if not has_text(key, language):
        key = "problem.field.invalid"
    limits = {name: value for name, value in error.get("ctx", {}).items() if isinstance(value, str | int | float)}
    try:
        return translate(key, language, **limits)
    except (KeyError, IndexError):
        return translate("problem.field.invalid", language)
