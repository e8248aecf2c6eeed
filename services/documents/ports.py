"""What the handlers need of the world; `store/` and `object_store.py` are it, tests bring their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from services.contracts.documents import ContentType, RejectionReason
from services.documents.domain.document import Document, Leftover
from services.documents.domain.quota import Usage


class Documents(Protocol):
    def get(self, document_id: UUID) -> Document:
        """Held against other writers until the transaction ends. Raises UnknownDocument."""

    def usage_of(self, owner_id: UUID) -> Usage:
        """Held against other announcements of the same owner until the transaction ends."""

    def past_validity(self, now: datetime, limit: int) -> Sequence[Document]: ...

    def never_uploaded(self, announced_before: datetime, limit: int) -> Sequence[Document]: ...

    def save(self, document: Document) -> None:
        """With its events and the objects it leaves behind."""


class Leftovers(Protocol):
    """The objects that nobody needs any longer. Each call is its own transaction: the store is asked between two."""

    def due(self, now: datetime, limit: int) -> Sequence[Leftover]: ...

    def forget(self, removed: Leftover) -> None: ...


class Accesses(Protocol):
    def record(self, document: Document, reader_id: UUID, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class StoredObject:
    size: int


class Objects(Protocol):
    """The bytes. Everything but the two URLs does I/O, raises Unavailable, and stays out of transactions."""

    def stat(self, key: str) -> StoredObject | None: ...

    def fetch(self, key: str, to: Path, at_most: int) -> int | None:
        """How many bytes were written: never more than `at_most`; None where there is no such object."""

    def put(self, key: str, source: Path, content_type: ContentType) -> None: ...

    def remove(self, key: str) -> None:
        """Already gone is fine."""

    def upload_url(self, key: str, *, now: datetime, public: bool) -> str: ...

    def content_url(self, key: str, *, now: datetime) -> str: ...


class Scanner(Protocol):
    def scan(self, path: Path) -> RejectionReason | None:
        """Raises Unavailable where no verdict could be had."""


class Inspector(Protocol):
    def inspect(self, path: Path, content_type: ContentType) -> RejectionReason | None:
        """Whether the bytes are what they are said to be, and nothing besides."""
