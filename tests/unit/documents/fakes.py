"""The world of documents, in memory."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from services.contracts.base import Event
from services.contracts.calendar import day_in_paris
from services.contracts.documents import ContentType, RejectionReason, UnknownDocument
from services.contracts.refusals import Unavailable
from services.documents.domain.document import Document, Leftover
from services.documents.domain.quota import Usage
from services.documents.ports import StoredObject


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
class InMemoryAccesses:
    readings: list[tuple[UUID, UUID, datetime]] = field(default_factory=list)

    def record(self, document: Document, reader_id: UUID, at: datetime) -> None:
        self.readings.append((document.id, reader_id, at))


@dataclass
class InMemoryObjects:
    content: dict[str, bytes] = field(default_factory=dict)
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

    def put(self, key: str, source: Path, content_type: ContentType) -> None:
        self._answer()
        self.content[key] = source.read_bytes()

    def remove(self, key: str) -> None:
        self._answer()
        self.content.pop(key, None)

    def upload_url(self, key: str, *, now: datetime, public: bool) -> str:
        return f"https://{'public' if public else 'inside'}/{key}"

    def content_url(self, key: str, *, now: datetime) -> str:
        return f"https://inside/{key}"


@dataclass
class ScriptedScanner:
    verdict: RejectionReason | None = None
    down: bool = False
    scanned: int = 0

    def scan(self, path: Path) -> RejectionReason | None:
        if self.down:
            raise Unavailable
        self.scanned += 1
        return self.verdict


@dataclass
class ScriptedInspector:
    verdict: RejectionReason | None = None

    def inspect(self, path: Path, content_type: ContentType) -> RejectionReason | None:
        return self.verdict
