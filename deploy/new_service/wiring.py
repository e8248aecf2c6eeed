"""Wherever services are listed the new one is put beside offers, which needs nothing but what every service needs."""

import re
from collections.abc import Callable
from pathlib import Path

OFFERS = re.compile(r"(?<![a-z])offers(?![a-z])")
Listing = Callable[[str, str], str]
"""From the text of a file and the new name to the text that lists it too."""


class NotListed(Exception):
    """A file does not list services as it did: what to mend is here."""


def behind(*listed: str) -> Listing:
    """Where each of these stands, it stands again for the new service, right behind."""

    def add(text: str, name: str) -> str:
        for one in listed:
            text = text.replace(one, one + OFFERS.sub(name, one))
        return text

    return add


def blocks_and_lines(text: str, name: str) -> str:
    """A block between empty lines that is about offers stands again for the new service; elsewhere each line that names
    offers does."""
    written: list[str] = []
    for block in text.split("\n\n"):
        if re.match(r"(?:  |FROM \w+ AS )offers\b", block):
            written += [block, OFFERS.sub(name, block)]
        else:
            written.append(re.sub(rf"^.*{OFFERS.pattern}.*$", lambda line: _twice(line[0], name), block, flags=re.M))
    return "\n\n".join(written)


def _twice(line: str, name: str) -> str:
    return f"{line}\n{OFFERS.sub(name, line)}"


LISTINGS: dict[str, Listing] = {
    "deploy/native/blueprint.py": behind('"offers", '),
    ".importlinter": behind("services.offers | ", "    services.offers\n"),
    "deploy/docker/Dockerfile": blocks_and_lines,
    "deploy/postgres/create-databases.sh": behind("offers "),
    "docker-compose.yml": blocks_and_lines,
}


def listed(root: Path, name: str) -> dict[Path, str]:
    """The new text of each file. Raises NotListed."""
    texts: dict[Path, str] = {}
    for path, add in LISTINGS.items():
        text = (root / path).read_text()
        texts[root / path] = add(text, name)
        if texts[root / path] == text:
            raise NotListed(f"{path} lists no services where deploy/new_service/wiring.py looks for them")
    return texts
