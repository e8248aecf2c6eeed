"""The thread between a member and the officers."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from services.contracts.applications import Author


@dataclass(frozen=True, slots=True)
class Message:
    application_id: UUID
    author: Author
    author_id: UUID
    body: str
    document_ids: list[UUID]
    sent_at: datetime
    read_at: datetime | None = None
    items: list[str] = field(default_factory=list)
    """What it asks for."""
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Thread:
    """What each side has not read yet."""

    unread_by_member: int = 0
    unread_by_officer: int = 0

    def written_by(self, author: Author) -> "Thread":
        if author == "member":
            return replace(self, unread_by_officer=self.unread_by_officer + 1)
        return replace(self, unread_by_member=self.unread_by_member + 1)

    def read_by(self, reader: Author) -> "Thread":
        return replace(self, unread_by_member=0) if reader == "member" else replace(self, unread_by_officer=0)
