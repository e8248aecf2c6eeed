"""What an application, the rights of a year or a correction holds: the papers that officers find there."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Holding:
    holder_id: UUID
    document_ids: list[UUID]
    version: int
    """Of two that are told of one holder the greatest is what holds."""
    region: str | None
    """Of the member's establishment: officers may be good there alone."""
