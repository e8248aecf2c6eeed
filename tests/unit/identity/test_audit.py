"""The chain names its first broken link, whatever was done to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from services.contracts.identity import Acted
from services.identity.domain.audit import BEGINNING, Broken, Entry, Link, Record, checked, digest, follow

NOON = datetime(2026, 11, 20, 11, 0, 0, 250, tzinfo=UTC)


def record(number: int) -> Record:
    told = Acted.by_operator("audit_read", NOON, "audit", f"the {number}th")
    return Record.of(told, event_id=str(UUID(int=number)), trace_id=None, now=NOON)


def chain(length: int) -> list[Entry]:
    entries, before = [], BEGINNING
    for number in range(1, length + 1):
        entries.append(follow(before, record(number)))
        before = entries[-1].link
    return entries


def broken(entries: list[Entry]) -> Broken | None:
    return next((one for one in checked(entries) if isinstance(one, Broken)), None)


def renumbered(entry: Entry, sequence: int) -> Entry:
    return replace(entry, link=replace(entry.link, sequence=sequence))


def test_a_chain_that_nobody_touched_holds() -> None:
    entries = chain(5)
    assert list(checked(entries)) == entries
    assert entries[0].previous == BEGINNING.hash


def test_a_changed_entry_is_named() -> None:
    entries = chain(5)
    entries[2] = replace(entries[2], record=replace(entries[2].record, actor_id=UUID(int=9)))
    assert broken(entries) == Broken(3, "not what was written: its hash is another")


def test_an_entry_that_was_changed_and_hashed_anew_gives_the_next_one_away() -> None:
    entries = chain(5)
    forged = replace(entries[2].record, actor_id=UUID(int=9))
    entries[2] = Entry(forged, entries[2].previous, Link(3, digest(3, entries[2].previous, forged)))
    assert broken(entries) == Broken(4, "does not follow from entry 3")


@pytest.mark.parametrize("gone", [0, 2])
def test_a_removed_entry_is_named(gone: int) -> None:
    entries = chain(5)
    del entries[gone]
    assert broken(entries) == Broken(gone + 1, f"missing: entry {gone + 2} comes after entry {gone}")


def test_entries_in_another_order_are_named() -> None:
    entries = chain(5)
    entries[1:3] = [renumbered(entries[2], 2), renumbered(entries[1], 3)]
    assert broken(entries) == Broken(2, "does not follow from entry 1")


def test_an_entry_that_was_put_in_is_named() -> None:
    entries = chain(5)
    entries[2:] = [
        Entry(record(9), entries[1].link.hash, entries[2].link),
        *(renumbered(one, one.link.sequence + 1) for one in entries[2:]),
    ]
    assert broken(entries) == Broken(3, "not what was written: its hash is another")


def test_the_same_instant_has_the_same_hash_in_whatever_zone_it_is_read() -> None:
    elsewhere = replace(record(1), at=NOON.astimezone(timezone(timedelta(hours=5))))
    assert digest(1, BEGINNING.hash, elsewhere) == digest(1, BEGINNING.hash, record(1))


def test_an_entry_has_the_hash_that_it_had_when_it_was_written() -> None:
    """Whatever a later version adds to entries: what is absent is left out."""
    assert digest(1, BEGINNING.hash, record(1)) == ("fee21790e62610446a9c2bed863b8fc79973cb97abc530129a65eb66df776163")


def test_a_link_is_read_as_it_was_printed() -> None:
    link = chain(1)[0].link
    assert Link.read(f"{link}\n") == link
    for nonsense in ("", "7", "7:", "7:abc", "seven:" + "0" * 64):
        with pytest.raises(ValueError):  # noqa: PT011  # whose words are Python's
            Link.read(nonsense)
