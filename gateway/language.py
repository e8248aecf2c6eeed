"""Every text of the gateway, by key and language, and the language that a reader asks for."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request

from services.contracts.base import Language
from services.contracts.language import known_language
from services.kit.texts import Texts

LOCALES: Final = Path(__file__).parent / "locales"


@cache
def texts(language: Language) -> Texts:
    return Texts(LOCALES, language)


def has_text(key: str, language: Language) -> bool:
    return key in texts(language)


def translate(key: str, language: Language, /, **parameters: Any) -> str:
    """Raises UnknownText, and KeyError for a parameter that the text needs."""
    return texts(language).t(key, **parameters)


def translate_plural(key: str, count: int, language: Language, /, **parameters: Any) -> str:
    return texts(language).n(key, count, **parameters)


def accepted_language(request: Request) -> Language | None:
    """The first of ours in Accept-Language, by weight; None where it names none of ours."""
    weighted: list[tuple[float, int, str]] = []
    for position, part in enumerate(request.headers.get("accept-language", "").split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighted.append((-float(weight or 1), position, tag.strip().lower()[:2]))
        except ValueError:
            continue
    for _, _, tag in sorted(weighted):
        if language := known_language(tag):
            return language
    return None
