"""The templates of letters: HTML that is made for paper, and for screen readers."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from gateway.formats import Formats
from gateway.language import has_text, translate
from services.contracts.base import Language

TEMPLATES = Path(__file__).parents[1] / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class _Words:
    """Of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.formats = Formats(language)

    def t(self, key: str, /, **values: object) -> str:
        """A word that a newer service uses and we do not know yet stays as it is."""
        return translate(key, self.language, **values) if has_text(key, self.language) else key.rpartition(".")[2]


def render_letter(template: str, language: Language, /, **context: Any) -> str:
    """A batch has letters of several languages: `words` makes the words of another one."""
    told = {"language": language, "words_in": _Words, "words": _Words(language), **context}
    return _environment().get_template(template).render(told)
