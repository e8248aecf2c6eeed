"""What is wrong with each field that was sent, in words for whoever sent it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from gateway.figures import filled, places
from gateway.language import has_text, translate
from services.contracts.base import Language
from services.contracts.pointers import pointer_to
from services.contracts.refusals import FieldError
from services.contracts.storable import UNFIT_CHARACTERS

SHOWN = (str, int, float, Decimal)
"""What of an error's context is a figure."""


class TranslatedError(FieldError):
    """Already in the reader's language."""


def field_errors(
    found: Sequence[Mapping[str, Any]], language: Language, roots: tuple[str, ...], sent: Any = None
) -> tuple[FieldError, ...]:
    """Pydantic's errors. `roots`: first steps of a location that are ours (`body`), not part of what was `sent`."""
    sources = {*roots, "query", "path", "header", "cookie"} if roots else set()
    return tuple(
        TranslatedError(
            # Where JSON itself is broken, pydantic gives a position and no place.
            pointer="" if error["type"] == "json_invalid" else _pointer(_place(error, sent), sources),
            detail=_detail(error, language),
        )
        for error in found[:50]
    )


def _place(error: Mapping[str, Any], sent: Any) -> Iterable[str | int]:
    """Without the names that pydantic gives to the members of a union (`amount`, `Money`, `currency`)."""
    location = error["loc"]
    if sent is None or location[:1] != ("body",):
        yield from location
        return
    yield "body"
    for number, step in enumerate(location[1:], start=2):
        is_member = isinstance(sent, Mapping) and step in sent
        if is_member or (isinstance(sent, list) and isinstance(step, int) and step < len(sent)):
            sent = sent[step]
        elif error["type"] != "missing" or number < len(location):
            continue
        yield step


def _pointer(location: Iterable[str | int], sources: set[str]) -> str:
    steps = list(location)
    if steps and steps[0] in sources:
        steps = steps[1:]
    return pointer_to(UNFIT_CHARACTERS.sub("?", str(step)) for step in steps)


def _detail(error: Mapping[str, Any], language: Language) -> str:
    text = _text(f"problem.field.{error['type']}", language)
    limits = {name: value for name, value in error.get("ctx", {}).items() if isinstance(value, SHOWN)}
    return filled(text if places(text) <= limits.keys() else _text("", language), limits, language)


def _text(key: str, language: Language) -> str:
    return translate(key if has_text(key, language) else "problem.field.invalid", language)
