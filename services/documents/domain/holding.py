"""What an application, the rights of a year or a correction holds: the papers that officers find there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.base import Open
from services.contracts.documents import DocumentInUse, DocumentKept, KeptFor


@dataclass(frozen=True, slots=True)
class Keep:
    """Why the owner cannot delete what is held, as the holder told it."""

    why: Open[KeptFor]
    until: date | None = None
    """The last day of that, where it is known."""

    def is_over(self, today: date) -> bool:
        return self.until is not None and self.until < today


def longest(keeps: Iterable[Keep], today: date) -> Keep | None:
    """Of those that are not over: the one that has no end, else the one that ends last."""
    left = [keep for keep in keeps if not keep.is_over(today)]
    return max(left, key=lambda keep: keep.until or date.max, default=None)


def require_not_kept(keep: Keep | None) -> None:
    if keep is None:
        return
    if keep.until is None:
        raise DocumentInUse("An application that is not decided yet rests on this document.")
    raise DocumentKept("The decision that rests on this document can still be contested.", until=str(keep.until))


@dataclass(frozen=True, slots=True)
class Holding:
    holder_id: UUID
    document_ids: list[UUID]
    version: int
    """Of two that are told of one holder the greatest is what holds."""
    region: str | None
    """Of the member's establishment: officers may be good there alone."""
    keep: Keep | None = None
