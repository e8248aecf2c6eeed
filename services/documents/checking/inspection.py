"""Opens a file the way a reader would, to see whether it is what it is said to be. Runs in a process of its own."""

from pathlib import Path
from typing import TYPE_CHECKING

from services.documents.checking.sniffing import is_also_a_zip, sniff

if TYPE_CHECKING:
    from services.contracts.documents import ContentType, RejectionReason


def inspect_file(path: str, content_type: str) -> "RejectionReason | None":
    file = Path(path)
    content = file.read_bytes()
    if not content:
        return "empty"
    sniffed = sniff(content)
    if sniffed is None:
        return "unsupported-type"
    if sniffed != content_type:
        return "type-mismatch"
    return _inspect_as(sniffed, file, content) or ("trailing-data" if is_also_a_zip(content) else None)


def _inspect_as(content_type: "ContentType", file: Path, content: bytes) -> "RejectionReason | None":
    if content_type == "application/pdf":
        from services.documents.checking.pdf import inspect_pdf  # noqa: PLC0415  # each parser loads when needed

        return inspect_pdf(file, content)
    from services.documents.checking.images import inspect_image  # noqa: PLC0415  # the same

    return inspect_image(file, content, "PNG" if content_type == "image/png" else "JPEG")
