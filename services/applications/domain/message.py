"""A message of the thread between a member and the officers."""

from dataclasses import dataclass, field
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
    id: UUID = field(default_factory=uuid4)
