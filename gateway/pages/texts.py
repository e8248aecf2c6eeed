"""What the pages say, in the language of one reader."""

from gateway.language import has_text, translate, translate_plural
from services.contracts.base import Language


class Texts:
    def __init__(self, language: Language) -> None:
        self.language = language

    def __contains__(self, key: str) -> bool:
        return has_text(key, self.language)

    def t(self, key: str, /, **values: object) -> str:
        """A word that a newer service uses and we do not know yet shows as it is: better than no page."""
        return translate(key, self.language, **values) if key in self else key.rpartition(".")[2]

    def n(self, key: str, count: int, /, **values: object) -> str:
        return translate_plural(key, count, self.language, **values)
