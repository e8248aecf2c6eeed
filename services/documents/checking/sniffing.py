"""What bytes are, by their first ones; and whether anything else hides behind their last."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # this runs in a process of its own, started for each file: it imports little
    from services.contracts.documents import ContentType

_MAGIC: "dict[bytes, ContentType]" = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
_ZIP_END = b"PK\x05\x06"
_ZIP_END_LENGTH = 22
_LONGEST_ZIP_COMMENT = 0xFFFF


def sniff(content: bytes) -> "ContentType | None":
    """At the very first byte: a reader that is more generous is how a file becomes two things at once."""
    return next((content_type for magic, content_type in _MAGIC.items() if content.startswith(magic)), None)


def is_also_a_zip(content: bytes) -> bool:
    """A ZIP is read from its end, so any file can be made one: its directory's end record closes the file exactly."""
    tail = content[-(_ZIP_END_LENGTH + _LONGEST_ZIP_COMMENT) :]
    at = tail.find(_ZIP_END)
    while at >= 0:
        comment_length = int.from_bytes(tail[at + 20 : at + 22], "little")
        if at + _ZIP_END_LENGTH + comment_length == len(tail):
            return True
        at = tail.find(_ZIP_END, at + 1)
    return False
