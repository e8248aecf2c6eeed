"""Subject, text and HTML of an e-mail, from its one source in the reader's language."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from services.contracts.base import Language
from services.notifications.emails.source import EMAILS, PATTERN, Source

_text = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain text is not escaped
_html = Environment(
    loader=FileSystemLoader(EMAILS), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
)


@dataclass(frozen=True)
class _Templates:
    subject: Template
    text: Template
    html: Template


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(event_type: str, language: Language, values: dict[str, Any]) -> Rendered:
    templates = _templates(event_type, language)
    subject = templates.subject.render(values).strip()
    html = templates.html.render(values, subject=subject, language=language)
    return Rendered(subject, templates.text.render(values), html)


def pattern_of_moments(language: Language) -> str:
    """How a language writes a day and an hour, as Babel reads it."""
    return _layout(language).headers[PATTERN]


@cache
def _layout(language: Language) -> Source:
    return Source.read("layout", language)


@cache
def _templates(event_type: str, language: Language) -> _Templates:
    source = _layout(language).around(Source.read(event_type, language))
    return _Templates(
        _text.from_string(source.headers["Subject"]),
        _text.from_string(source.as_text_template()),
        _html.from_string(source.as_html_template()),
    )
