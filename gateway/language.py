"""Every text that a person reads, by key, in French or English; read once from `locales/<language>/*.po`."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args

from babel import Locale
from babel.messages.pofile import read_po
from starlette.requests import Request

from services.contracts.base import Language

LOCALES: Final = Path(__file__).parent / "locales"
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

Texts = Mapping[str, tuple[str, ...]]
"""A key's one text, or its texts by plural form."""


class UnknownText(KeyError):
    """No catalogue of this language has the key."""


@cache
def texts(language: Language, folder: Path = LOCALES) -> Texts:
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((folder / language).glob("*.po")):
        for key, text in _messages(path, language):
            if key in found:
                raise ValueError(f"{key} is in two catalogues of {language}, one of them {path.name}")
            found[key] = text
    return found


def _messages(path: Path, language: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    for message in catalogue:
        key = message.id[0] if isinstance(message.id, tuple | list) else message.id
        if key and message.string:
            yield key, tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def has_text(key: str, language: Language) -> bool:
    return key in texts(language)


def translate(key: str, language: Language, /, **parameters: Any) -> str:
    """The text with `{name}` filled in. Raises UnknownText, and KeyError for a parameter that the text needs."""
    try:
        text = texts(language)[key][0]
    except KeyError:
        raise UnknownText(f"{key} in {language}") from None
    return text.format(**parameters) if parameters else text


def translate_plural(key: str, count: int, language: Language, /, **parameters: Any) -> str:
    """The text's form for this number; `{count}` is filled in with it."""
    try:
        forms = texts(language)[key]
    except KeyError:
        raise UnknownText(f"{key} in {language}") from None
    form = 0 if Locale(language).plural_form(count) == "one" else len(forms) - 1
    return forms[form].format(count=count, **parameters)


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
        for language in LANGUAGES:
            if tag == language:
                return language
    return None
