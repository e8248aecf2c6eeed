"""The world of documents, in memory."""

from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from services.contracts.actor import Actor
from services.contracts.base import Event
from services.contracts.calendar import day_in_paris
from services.contracts.documents import ContentType, RejectionReason, UnknownDocument
from services.contracts.refusals import Unavailable
from services.documents.domain.document import Document, Leftover
from services.documents.domain.holding import Holding, Keep
from services.documents.domain.quota import Usage
from services.documents.domain.reading import Reading
from services.documents.ports import Conclude, Inconclusive, Inspection, StoredObject, StoredUpload


@dataclass
class InMemoryDocuments:
    saved: dict[UUID, Document] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)

    def get(self, document_id: UUID) -> Document:
        if document_id not in self.saved:
            raise UnknownDocument
        return deepcopy(self.saved[document_id])

    def usage_of(self, owner_id: UUID) -> Usage:
        live = [d for d in self.saved.values() if d.owner_id == owner_id and d.state not in ("removed", "rejected")]
        return Usage(documents=len(live), bytes=sum(document.size for document in live))

    def past_validity(self, now: datetime, limit: int) -> Sequence[Document]:
        today = day_in_paris(now)
        return [deepcopy(d) for d in self.saved.values() if d.valid_until and d.valid_until < today][:limit]

    def ending(self, now: datetime, limit: int) -> Sequence[Document]:
        return [deepcopy(d) for d in self.saved.values() if d.state == "accepted"][:limit]

    def never_uploaded(self, announced_before: datetime, limit: int) -> Sequence[Document]:
        waiting = [d for d in self.saved.values() if d.state == "awaiting_upload" and d.created_at < announced_before]
        return deepcopy(waiting[:limit])

    def save(self, document: Document) -> None:
        self.events += document.events
        self.leftovers += document.leftovers
        document.events.clear()
        document.leftovers.clear()
        self.saved[document.id] = deepcopy(document)


@dataclass
class InMemoryReadings:
    kept: dict[UUID, Reading] = field(default_factory=dict)

    def keep(self, document_id: UUID, reading: Reading, at: datetime) -> None:
        self.kept.setdefault(document_id, reading)


@dataclass
class InMemoryAccesses:
    readings: list[tuple[UUID, UUID, UUID, datetime]] = field(default_factory=list)

    def record(self, document: Document, reader_id: UUID, application_id: UUID, at: datetime) -> None:
        self.readings.append((document.id, reader_id, application_id, at))


@dataclass
class InMemoryHoldings:
    """By application; the last that told comes last."""

    held: dict[UUID, Holding] = field(default_factory=dict)

    def learn(self, holding: Holding, at: datetime) -> None:
        known = self.held.get(holding.holder_id)
        if known is None or holding.version > known.version:
            self.held[holding.holder_id] = holding

    def application_holding(self, document_id: UUID, actor: Actor, application_id: UUID | None = None) -> UUID | None:
        reached = [told for told in self.held.values() if actor.may_in(told.region)]
        holding = [told.holder_id for told in reached if document_id in told.document_ids]
        return next((one for one in reversed(holding) if application_id in (None, one)), None)

    def keeps(self, document_ids: Collection[UUID]) -> dict[UUID, list[Keep]]:
        return {
            one: [told.keep for told in self.held.values() if told.keep and one in told.document_ids]
            for one in document_ids
        }


@dataclass
class InMemoryObjects:
    content: dict[str, bytes] = field(default_factory=dict)
    written_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    down: bool = False

    def _answer(self) -> None:
        if self.down:
            raise Unavailable

    def stat(self, key: str) -> StoredObject | None:
        self._answer()
        return StoredObject(len(self.content[key])) if key in self.content else None

    def fetch(self, key: str, to: Path, at_most: int) -> int | None:
        self._answer()
        return to.write_bytes(self.content[key][:at_most]) if key in self.content else None

    def put(self, key: str, source: Path, content_type: str) -> None:
        self._answer()
        self.content[key] = source.read_bytes()

    def remove(self, key: str) -> None:
        self._answer()
        self.content.pop(key, None)

    def incoming(self) -> Iterable[StoredUpload]:
        return [StoredUpload(key, self.written_at) for key in self.content if key.startswith("incoming/")]

    def upload_url(self, key: str, size: int, *, now: datetime, public: bool) -> str:
        return f"https://{'public' if public else 'inside'}/{key}"

    def content_url(self, key: str, *, now: datetime) -> str:
        return f"https://inside/{key}"


@dataclass
class ScriptedScanner:
    verdict: RejectionReason | None = None
    down: bool = False
    gives_up: bool = False
    scanned: int = 0

    def require(self) -> None:
        if self.down:
            raise Unavailable

    def scan(self, path: Path) -> RejectionReason | None:
        self.scanned += 1
        if self.gives_up:
            raise Inconclusive
        return self.verdict


@dataclass
class ScriptedInspector:
    verdict: RejectionReason | None = None
    clean: bytes | None = None
    inspected: int = 0

    def inspect(self, path: Path, content_type: ContentType) -> Inspection:
        self.inspected += 1
        return Inspection(self.verdict, self.clean)


@dataclass
class InMemoryChecks:
    """What is due, in the order in which it waits."""

    due: list[Document] = field(default_factory=list)

    def claim(self, now: datetime, limit: int, not_of: Collection[UUID]) -> Sequence[Document]:
        first_of_owner: dict[UUID, Document] = {}
        for document in self.due:
            if document.owner_id not in not_of:
                first_of_owner.setdefault(document.owner_id, document)
        claimed = list(first_of_owner.values())[:limit]
        self.due = [document for document in self.due if document not in claimed]
        return claimed


@dataclass
class ScriptedDesk:
    places_left: int
    owners: set[UUID] = field(default_factory=set)
    begun: list[Document] = field(default_factory=list)

    def begin(self, document: Document, conclude: Conclude) -> None:
        self.begun.append(document)


@dataclass
class ScriptedReader:
    reading: Reading | None = None

    def read(self, document: Document, content: Path) -> Reading | None:
        return self.reading


@dataclass
class ScriptedFinder:
    codes: list[bytes]
    searched: list[bytes] = field(default_factory=list)

    def find(self, content: Path, content_type: ContentType) -> Sequence[bytes]:
        self.searched.append(content.read_bytes())
        return self.codes
