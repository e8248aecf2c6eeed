"""One service's share of requirements.lock, hashes and all: what its requirements.txt names, and what that needs.

    python share.py requirements.lock NAMES... > share.lock        (standard library only: it runs before any install)

The lock says under each package who wants it (`# via`); a package belongs to the share if it is named, or wanted by
one that belongs.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(\[[^]]*\])?==")


class NotPinned(Exception):
    """A name that the lock does not know."""


@dataclass(frozen=True)
class Pin:
    lines: tuple[str, ...]
    wanted_by: frozenset[str]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def read_lock(text: str) -> dict[str, Pin]:
    blocks: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        if found := PINNED.match(line):
            current = blocks.setdefault(canonical(found[1]), [])
        current.append(line)
    return {name: Pin(tuple(lines), _wanted_by(lines)) for name, lines in blocks.items()}


def _wanted_by(lines: Iterable[str]) -> frozenset[str]:
    comments = (line.strip().lstrip("#").strip() for line in lines if line.strip().startswith("#"))
    names = (comment.removeprefix("via").strip() for comment in comments)
    return frozenset(canonical(name) for name in names if name and " " not in name)


def read_names(text: str) -> set[str]:
    stated = (line.partition("#")[0].strip() for line in text.splitlines())
    return {canonical(re.split(r"[\[<>=!~;]", line)[0]) for line in stated if line}


def share_of(names: set[str], lock: dict[str, Pin]) -> set[str]:
    """Raises NotPinned."""
    if unknown := names - lock.keys():
        raise NotPinned(f"not in requirements.lock: {', '.join(sorted(unknown))}")
    share: set[str] = set()
    added = set(names)
    while added:
        share |= added
        added = {name for name, pin in lock.items() if pin.wanted_by & share} - share
    return share


def main() -> None:
    lock = read_lock(Path(sys.argv[1]).read_text())
    names = set().union(*(read_names(Path(file).read_text()) for file in sys.argv[2:]))
    for name in sorted(share_of(names, lock)):
        print("\n".join(lock[name].lines))


if __name__ == "__main__":
    main()
