"""What the pages say: `locales/<language>/*.po`, keyed, read once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from services.contracts.base import Language

LOCALES = Path(__file__).parent.parent / "locales"


class Texts:
    """The texts of one language. A missing key shows as itself; a test sees to it that none is missing."""

    def __init__(self, language: Language, texts: Mapping[str, str | tuple[str, ...]]) -> None:
        self.language = language
        self._texts = texts

    def __contains__(self, key: str) -> bool:
        return bool(self._texts.get(key))

    def t(self, key: str, **values: object) -> str:
        text = self._texts.get(key) or key
        found = text if isinstance(text, str) else text[0]
        return found.format(**values) if values else found

    def n(self, key: str, count: int, **values: object) -> str:
        """The plural form for `count`: French counts zero as one, English does not."""
        forms = self._texts.get(key) or key
        if isinstance(forms, tuple):
            one = count in {0, 1} if self.language == "fr" else count == 1
            forms = forms[0 if one else 1]
        return forms.format(count=count, **values)


@cache
def texts_in(language: Language) -> Texts:
    texts: dict[str, str | tuple[str, ...]] = {}
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    texts[key] = message.string if isinstance(message.string, str) else tuple(message.string)
    return Texts(language, texts)
