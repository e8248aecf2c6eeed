"""A name that is safe to show, to store and to send back in a header."""

import re
import unicodedata

from services.contracts.documents import ContentType, UnsupportedType

EXTENSIONS: dict[ContentType, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
}
LONGEST_STEM = 120
_NOT_PRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, and the invisible marks that make `txt.exe` read as `exe.txt`."""


def supported_type(content_type: str) -> ContentType:
    """Raises UnsupportedType."""
    for known in EXTENSIONS:
        if content_type.strip().lower() == known:
            return known
    raise UnsupportedType.at("/content_type", "A document is a PDF, a JPEG or a PNG.")


def safe_filename(filename: str, content_type: ContentType) -> str:
    """The last part of the path, without what a file system or a reader could stumble over.

    Raises UnsupportedType where the extension says otherwise than the type.
    """
    last_part = re.split(r"[/\\]", unicodedata.normalize("NFC", filename))[-1]
    printable = "".join(char for char in last_part if unicodedata.category(char) not in _NOT_PRINTABLE)
    stem, dot, extension = printable.rpartition(".")
    if not dot or extension.strip().lower() not in EXTENSIONS[content_type]:
        endings = ", ".join(f".{ending}" for ending in EXTENSIONS[content_type])
        detail = f"The name of this type of file ends in {endings}."
        raise UnsupportedType.at("/filename", detail, rule="wrong_ending", endings=endings)
    tidy = re.sub(r'[:*?"<>|]', "_", re.sub(r"\s+", " ", stem)).strip(" .")[:LONGEST_STEM].rstrip(" .")
    return f"{tidy or 'document'}.{extension.strip().lower()}"
