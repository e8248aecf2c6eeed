"""A row of the table of files."""

from collections.abc import Callable
from dataclasses import dataclass

from services.contracts.documents import ContentType

PDF: ContentType = "application/pdf"
JPEG: ContentType = "image/jpeg"
PNG: ContentType = "image/png"


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content_type: ContentType
    """As it is announced."""
    content: Callable[[], bytes]
    expected: tuple[str, ...]
    """Any of these: where two things are wrong, which one is seen first does not matter."""
    traces: tuple[bytes, ...] = ()
    """What must not be in what is kept."""
