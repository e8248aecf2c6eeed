"""Opens a file the way a reader would, to see whether it is what it is said to be. Runs in a process of its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from services.documents.checking.sniffing import is_also_a_zip, sniff

if TYPE_CHECKING:
    from services.contracts.documents import RejectionReason

    Finding = tuple[RejectionReason | None, bytes | None]
    """What is wrong, and what is to be kept instead of what came where that is not the file as it is."""


def inspector_of(content_type: str) -> "Callable[[bytes], Finding]":
    """With its parser loaded: the rest may run where no file can be opened any more."""
    if content_type == "application/pdf":
        from services.documents.checking.pdf import inspect_pdf  # noqa: PLC0415  # each parser loads when needed

        return lambda content: _inspect(content, content_type, lambda: (inspect_pdf(content), None))
    from services.documents.checking.images import inspect_image, load_readers  # noqa: PLC0415  # the same

    load_readers()
    image_format = "PNG" if content_type == "image/png" else "JPEG"
    return lambda content: _inspect(content, content_type, lambda: inspect_image(content, image_format))


def _inspect(content: bytes, content_type: str, parse: "Callable[[], Finding]") -> "Finding":
    if not content:
        return "empty", None
    sniffed = sniff(content)
    if sniffed is None:
        return "unsupported-type", None
    if sniffed != content_type:
        return "type-mismatch", None
    reason, clean = parse()
    return reason or ("trailing-data" if is_also_a_zip(content) else None), clean
