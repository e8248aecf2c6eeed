"""The source of an e-mail: `Name: value` headers, an empty line, then blocks between empty lines.

    Subject: Your temporary password

    Here is your temporary password:

        {{ secret }}

    [Sign in]({{ url }})

A block is a paragraph, a code (indented), a button (a link alone) or the footnote (after `--`). The source is cut into
blocks before any value is filled in, so that no name or secret can become a link or a paragraph.
"""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from services.contracts.base import Language
from services.kit.typography import typeset

EMAILS = Path(__file__).parent
CODE = "    "
FOOTNOTE = "--\n"
PATTERN = "Moment"
"""The header that Babel reads: its apostrophes are signs of its own."""
MAIL = "{{ mail }}"
"""The place of a mail's own blocks in its language's `layout.txt`."""

_LINK = re.compile(r"\[(?P<label>[^\]]+)\]\(\{\{ (?P<url>\w+) \}\}\)")
_LINK_AT_THE_END = re.compile(_LINK.pattern + r"\.?")
_PLACE_TO_FILL_IN = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")


@dataclass(frozen=True)
class Source:
    headers: dict[str, str]
    blocks: tuple[str, ...]

    @classmethod
    def read(cls, name: str, language: Language) -> "Source":
        head, _, body = (EMAILS / language / f"{name}.txt").read_text("utf-8").partition("\n\n")
        told = (line.split(": ", 1) for line in head.splitlines())
        headers = {name: value if name == PATTERN else _typeset(value, language) for name, value in told}
        return cls(headers, tuple(_typeset(block.strip("\n"), language) for block in body.split("\n\n")))

    def around(self, mail: "Source") -> "Source":
        """A layout with a mail in its place."""
        at = self.blocks.index(MAIL)
        return Source(self.headers | mail.headers, (*self.blocks[:at], *mail.blocks, *self.blocks[at + 1 :]))

    def as_text_template(self) -> str:
        return "\n\n".join(self._text_of(block) for block in self.blocks) + "\n"

    def as_html_template(self) -> str:
        inside = "\n".join(_html_of(block) for block in self.blocks)
        return '{% extends "base.html" %}{% import "parts.html" as parts %}{% block mail %}' + inside + "{% endblock %}"

    def _text_of(self, block: str) -> str:
        def link(found: re.Match[str]) -> str:
            """Without the full stop: mail programs would take it for the end of the address."""
            separator = "\n" if found[0] == block else " "
            return self.headers["Link"].format(label=found["label"]) + separator + "{{ " + found["url"] + " }}"

        return _LINK_AT_THE_END.sub(link, block)


def _typeset(text: str, language: Language) -> str:
    """What stands between the places to fill in."""
    pieces = _PLACE_TO_FILL_IN.split(text)
    return "".join(piece if position % 2 else typeset(piece, language) for position, piece in enumerate(pieces))


def _html_of(block: str) -> str:
    if button := _LINK.fullmatch(block):
        return _part(f"button({button['url']})", escape(button["label"]))
    if block.startswith(CODE):
        return _part("code()", _escaped(block.strip()))
    if block.startswith(FOOTNOTE):
        return _part("footnote()", _with_links(block.removeprefix(FOOTNOTE)))
    return _part("paragraph()", _with_links(block))


def _part(macro: str, inside: str) -> str:
    return f"{{% call parts.{macro} %}}{inside}{{% endcall %}}"


def _with_links(text: str) -> str:
    return _LINK.sub(r'<a href="{{ \g<url> }}">\g<label></a>', _escaped(text))


def _escaped(text: str) -> str:
    """What stands between the places to fill in; their values are escaped when they are."""
    pieces = _PLACE_TO_FILL_IN.split(text)
    return "".join(piece if position % 2 else escape(piece, quote=False) for position, piece in enumerate(pieces))
