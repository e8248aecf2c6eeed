"""What the READMEs, and the pages under docs/, tell one to type."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:\A|\n)\n((?: {4}|\t)[^\n]+)")
_INLINE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Snippet:
    readme: str
    language: str
    text: str

    @property
    def name(self) -> str:
        """Its README and its first line."""
        return f"{self.readme}: {self.text.splitlines()[0]}"


def readmes() -> list[Path]:
    """Those of the project: nothing in a hidden folder is."""
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*.md"))
    return sorted(path for path in found if not any(part.startswith(".") for part in path.parts))


def snippets() -> list[Snippet]:
    return [
        Snippet(str(path), language, text)
        for path in readmes()
        for language, text in _FENCED.findall((ROOT / path).read_text())
    ]


def indented(text: str) -> list[str]:
    """First lines of code that no fence says the language of."""
    return _INDENTED.findall(_FENCED.sub("", text))


def commands() -> Iterator[tuple[str, str]]:
    """README and command: each line of a shell snippet, and what stands in a sentence and begins like one."""
    for snippet in snippets():
        if snippet.language == "sh":
            for line in snippet.text.splitlines():
                if command := line.partition(" # ")[0].partition("  #")[0].strip():
                    yield snippet.readme, command
    for path in readmes():
        for span in _INLINE.findall(_FENCED.sub("", (ROOT / path).read_text())):
            if re.match(r"([A-Z_]+=\S+ )?(make|python|alembic|docker|nameko|git|sh|pip) ", span):
                yield str(path), span
