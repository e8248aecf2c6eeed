"""What the handlers need of the world; `store/` and `object_store.py` are it, tests bring their own."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from services.contracts.actor import Actor
from services.contracts.documents import ContentType, RejectionReason
from services.contracts.member_data import HeldRowView
from services.documents.domain.checks import Outcome
from services.documents.domain.document import Document, Leftover
from services.documents.domain.export import Export
from services.documents.domain.holding import Holding, Keep
from services.documents.domain.quota import Usage
from services.documents.domain.reading import Reading


class Documents(Protocol):
    def get(self, document_id: UUID) -> Document:
        """Held against other writers until the transaction ends. Raises UnknownDocument."""

    def usage_of(self, owner_id: UUID) -> Usage:
        """Held against other announcements of the same owner until the transaction ends."""

    def past_validity(self, now: datetime, limit: int) -> Sequence[Document]: ...

    def ending(self, now: datetime, limit: int) -> Sequence[Document]:
        """Those whose owner is to be told so."""

    def never_uploaded(self, announced_before: datetime, limit: int) -> Sequence[Document]: ...

    def save(self, document: Document) -> None:
        """With its events and the objects it leaves behind. Its reading goes where it is no longer to be kept."""


class DueChecks(Protocol):
    def claim(self, now: datetime, limit: int, not_of: Collection[UUID]) -> Sequence[Document]:
        """Longest waiting first, one an owner, none of these owners. They are due again once their lease is over."""


Conclude = Callable[[UUID, Outcome], None]
"""Writes down what a check of this document came to."""


class Desk(Protocol):
    """The checks under way in this process: one an owner, so that nobody's burst holds up anybody else's paper."""

    @property
    def places_left(self) -> int: ...

    @property
    def owners(self) -> Collection[UUID]: ...

    def begin(self, document: Document, conclude: Conclude) -> None:
        """Returns at once."""


class Readings(Protocol):
    """What papers say of themselves."""

    def keep(self, document_id: UUID, reading: Reading, at: datetime) -> None:
        """The first one stays."""


class Leftovers(Protocol):
    """The objects that nobody needs any longer. Each call is its own transaction: the store is asked between two."""

    def due(self, now: datetime, limit: int) -> Sequence[Leftover]: ...

    def forget(self, removed: Leftover) -> None: ...

    def awaited(self, keys: Collection[str]) -> Collection[str]:
        """Those of a document that is announced or being checked."""


class Holdings(Protocol):
    """What is held, as the holders told it."""

    def learn(self, holding: Holding, at: datetime) -> None:
        """The greatest version is what holds."""

    def application_holding(self, document_id: UUID, actor: Actor, application_id: UUID | None = None) -> UUID | None:
        """This one, or the one that told last, or none that this officer's role is good for."""

    def keeps(self, document_ids: Collection[UUID]) -> Mapping[UUID, list[Keep]]:
        """Why the owner cannot delete each of those, where there is such a reason, or was."""


class Accesses(Protocol):
    def record(self, document: Document, reader_id: UUID, application_id: UUID, at: datetime) -> None: ...


class Exports(Protocol):
    def get(self, export_id: UUID) -> Export:
        """Held until the transaction ends. Raises UnknownExport."""

    def under_way(self, member_id: UUID) -> Export | None:
        """Held against other askers of the same member until the transaction ends."""

    def seconds_until_next(self, member_id: UUID, now: datetime) -> int: ...

    def save(self, export: Export) -> None:
        """With its event, and the object that will be left behind."""


class DueExports(Protocol):
    """Each call is its own transaction. All but the first raise UnknownExport where it was erased meanwhile."""

    def claim(self, now: datetime) -> Export | None: ...

    def advance(self, export: Export, progress: int) -> None: ...

    def put_off(self, export: Export, until: datetime) -> None: ...

    def finish(self, export: Export, size: int) -> None: ...

    def discard(self, export: Export) -> None:
        """What may have been written for it."""


class HeldOfMembers(Protocol):
    """All that is held of one, wherever it is."""

    def rows(self, service: str, member_id: UUID) -> Iterable[HeldRowView]:
        """Raises Unavailable."""

    def files(self, member_id: UUID) -> list[Document]: ...


class ErasedMembers(Protocol):
    def documents(self, member_id: UUID) -> Sequence[Document]:
        """All of them, held until the transaction ends."""

    def exports(self, member_id: UUID) -> Sequence[Export]: ...

    def leave_behind(self, leftovers: Sequence[Leftover]) -> None: ...

    def erase(self, member_id: UUID) -> None:
        """Every row."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    size: int


@dataclass(frozen=True, slots=True)
class StoredUpload:
    key: str
    written_at: datetime


class Objects(Protocol):
    """The bytes. Everything but the two URLs does I/O, raises Unavailable, and stays out of transactions."""

    def stat(self, key: str) -> StoredObject | None: ...

    def fetch(self, key: str, to: Path, at_most: int) -> int | None:
        """How many bytes were written: never more than `at_most`; None where there is no such object."""

    def put(self, key: str, source: Path, content_type: str) -> None: ...

    def remove(self, key: str) -> None:
        """Already gone is fine."""

    def incoming(self) -> Iterable[StoredUpload]:
        """Whatever lies where members may write."""

    def upload_url(self, key: str, size: int, *, now: datetime, public: bool) -> str: ...

    def content_url(self, key: str, *, now: datetime) -> str: ...


class Inconclusive(Exception):
    """No verdict came, and the file itself may be why."""


class Scanner(Protocol):
    def require(self) -> None:
        """Raises Unavailable where it does not answer at all."""

    def scan(self, path: Path) -> RejectionReason | None:
        """Raises Unavailable, Inconclusive."""


@dataclass(frozen=True, slots=True)
class Inspection:
    reason: RejectionReason | None = None
    clean: bytes | None = None
    """What is to be kept instead of what came; None where that may be kept as it is."""


class CodeFinder(Protocol):
    def find(self, content: Path, content_type: ContentType) -> Sequence[bytes]:
        """What is written in the signed codes that it bears; nothing where none is found. Never raises for a file."""


class Reader(Protocol):
    def read(self, document: Document, content: Path) -> Reading | None:
        """What the paper says of itself, where it bears a code that says it."""


class Inspector(Protocol):
    def inspect(self, path: Path, content_type: ContentType) -> Inspection:
        """Whether the bytes are what they are said to be, and nothing besides. Raises Inconclusive."""
