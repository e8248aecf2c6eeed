"""A thread between a member and the officers: of an application, or a general one."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from services.contracts.applications import Author


@dataclass(frozen=True, slots=True)
class Message:
    in_thread: UUID
    """The id of the application, or of the general thread."""
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
    """What each side has not read yet, and who waits for whom."""

    unread_by_member: int = 0
    unread_by_officer: int = 0
    unanswered_since: datetime | None = None
    """When the member wrote first since the officers' last word."""

    def written_by(self, author: Author, at: datetime, unseen_since: datetime | None = None) -> "Thread":
        """`unseen_since`: when the member wrote what the officer had not before them; that goes on waiting."""
        if author == "member":
            since = self.unanswered_since or at
            return replace(self, unread_by_officer=self.unread_by_officer + 1, unanswered_since=since)
        return replace(self, unread_by_member=self.unread_by_member + 1, unanswered_since=unseen_since)

    def settled(self, unseen_since: datetime | None = None) -> "Thread":
        """What the member wrote needs no answer. Where nothing waits, nothing happens."""
        return replace(self, unanswered_since=unseen_since) if self.unanswered_since else self

    def read_by(self, reader: Author) -> "Thread":
        return replace(self, unread_by_member=0) if reader == "member" else replace(self, unread_by_officer=0)
