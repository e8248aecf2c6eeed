"""Follows the audit's chain from its first entry, and names the first link that does not hold.

    python -m services.identity.verify_audit [--anchors FILE] [--known SEQUENCE:HASH ...]

Reads DATABASE_URL, or the file that DATABASE_URL_FILE names. A chain whose end was cut off still holds: only who knows
how far it went notices. FILE keeps the head of each time that it held, and each must be there the next time; --known
gives one from elsewhere, such as the line "audit" that identity logs for every entry.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.identity.domain.audit import Broken, Link, checked
from services.identity.store.audit import dropped_last, entries
from services.kit.settings import DatabaseSettings

CONNECT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Holds:
    first: Link
    """What the first entry follows."""
    head: Link

    @property
    def count(self) -> int:
        return self.head.sequence - self.first.sequence


def verify(session: Session, known: Iterable[Link]) -> Holds | Broken:
    first = head = dropped_last(session)
    anchors = {link.sequence: link for link in known if link.sequence > first.sequence}
    for entry in checked(entries(session), after=first):
        if isinstance(entry, Broken):
            return entry
        head = entry.link
        if anchors.pop(head.sequence, head) != head:
            return Broken(head.sequence, "not the one that is known from before: all after it was written anew")
    if anchors:
        return Broken(head.sequence + 1, f"missing: the chain went on until {max(anchors)} at least")
    return Holds(first, head)


def may_change(session: Session) -> bool:
    """Whether this role could do more to the audit than add and read."""
    more = sa.func.has_table_privilege("audit", "UPDATE, DELETE, TRUNCATE")
    return bool(session.scalar(sa.select(more)))


def engine_of(database_url: str) -> sa.Engine:
    return sa.create_engine(
        sa.make_url(database_url).set(drivername="postgresql+psycopg2"),
        hide_parameters=True,
        poolclass=sa.NullPool,
        isolation_level="REPEATABLE READ",
        connect_args={"connect_timeout": CONNECT_SECONDS},
    )


def _link(text: str) -> Link:
    try:
        return Link.read(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no SEQUENCE:HASH") from None


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("verify_audit", description="Names the first broken link of the audit.")
    parser.add_argument("--anchors", type=Path, help="heads of before; this one is added where all holds")
    parser.add_argument("--known", type=_link, action="append", default=[], help="a link that must be there")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _arguments(arguments)
    anchors: list[Link] = []
    if asked.anchors and asked.anchors.exists():
        anchors = [Link.read(line) for line in asked.anchors.read_text().splitlines()]
    try:
        with Session(engine_of(DatabaseSettings().database_url)) as session:
            found = verify(session, [*anchors, *asked.known])
            changeable = may_change(session)
    except DBAPIError as error:
        print(f"the database does not tell: {type(error.orig).__name__}", file=sys.stderr)
        return 1
    if changeable:
        print(
            "warning: this role may change what it has written; deploy/README.md says how to part them", file=sys.stderr
        )
    if isinstance(found, Broken):
        print(f"BROKEN at entry {found.sequence}: {found.why}", file=sys.stderr)
        return 1
    print(f"{found.count} entries, each follows from the one before; first after {found.first.sequence}")
    print(f"head {found.head}")
    if asked.anchors and found.head not in anchors:
        with asked.anchors.open("a") as kept:
            print(found.head, file=kept)
    return 0


if __name__ == "__main__":
    sys.exit(main())
