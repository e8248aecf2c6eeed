"""The chain of acts: each entry holds the hash of the one before, so none can be changed, taken out, put in or moved
without every later hash telling it (docs/decisions/0016-the-audit-is-a-chain.md)."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Self
from uuid import UUID

from services.contracts.acts import ActTold

GENESIS: Final = "0" * 64
"""What the first entry follows."""
LEAST_KEPT: Final = timedelta(days=183)
"""Six months; the CNIL asks for six to twelve of security logs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is written down, before it has its place in the chain."""

    event_id: str
    source: str
    act: str
    at: datetime
    recorded_at: datetime
    actor_id: UUID | None
    actor_roles: list[str]
    establishments: list[str]
    session_id: UUID | None
    object_kind: str
    object_id: str | None
    member_id: UUID | None
    detail: str | None
    trace_id: str | None

    @classmethod
    def of(cls, told: ActTold, *, event_id: str, trace_id: str | None, now: datetime) -> Self:
        return cls(
            event_id=event_id,
            source=told.service(),
            trace_id=trace_id,
            recorded_at=now,
            **{name: _plain(getattr(told, name)) for name in ActTold.model_fields},
        )


@dataclass(frozen=True, slots=True)
class Link:
    """An entry's place: its number, and what it hangs on."""

    sequence: int
    hash: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError."""
        sequence, _, hashed = text.strip().partition(":")
        if len(bytes.fromhex(hashed)) != len(GENESIS) // 2:
            raise ValueError(text)
        return cls(int(sequence), hashed)


BEGINNING: Final = Link(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Entry:
    record: Record
    previous: str
    link: Link


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold."""

    sequence: int
    why: str


def follow(before: Link, record: Record) -> Entry:
    sequence = before.sequence + 1
    return Entry(record, before.hash, Link(sequence, digest(sequence, before.hash, record)))


def digest(sequence: int, previous: str, record: Record) -> str:
    """What is absent is left out, so that a field that a later version adds changes no hash of before."""
    told = {"sequence": sequence, "previous": previous, **_written(asdict(record))}
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _plain(value: object) -> Any:
    return [str(each) for each in value] if isinstance(value, list) else value


def _written(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: _text(value) for name, value in fields.items() if value is not None}


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if isinstance(value, list) else str(value)


def checked(entries: Iterable[Entry], *, after: Link = BEGINNING) -> Iterator[Entry | Broken]:
    """The entries, until one does not follow from the one before it: that one as `Broken`, and nothing more."""
    for entry in entries:
        why = _wrong_with(entry, after)
        if why:
            yield Broken(min(entry.link.sequence, after.sequence + 1), why)
            return
        yield entry
        after = entry.link


def _wrong_with(entry: Entry, before: Link) -> str:
    sequence = entry.link.sequence
    if sequence != before.sequence + 1:
        return f"missing: entry {sequence} comes after entry {before.sequence}"
    if entry.previous != before.hash:
        return f"does not follow from entry {before.sequence}"
    if entry.link.hash != digest(sequence, entry.previous, entry.record):
        return "not what was written: its hash is another"
    return ""
