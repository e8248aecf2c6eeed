"""A JPEG or a PNG that is one whole picture of a bearable size, and ends where it ends."""

import re
import struct
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from services.contracts.documents import RejectionReason

MAX_PIXELS = 60_000_000
"""A 48-megapixel phone passes; decoded it takes 240 MB, which the process's memory limit allows for."""

_MARKER_IN_SCAN = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_END_OF_IMAGE = 0xD9
_START_OF_SCAN = 0xDA
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def inspect_image(path: Path, content: bytes, image_format: str) -> "RejectionReason | None":
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own bomb warning: the limit below is ours
            Image.MAX_IMAGE_PIXELS = None
            with Image.open(path, formats=[image_format]) as image:
                if image.width * image.height > MAX_PIXELS:
                    return "too-many-pixels"
                image.verify()
            with Image.open(path, formats=[image_format]) as image:
                image.load()
        end = _end_of_png(content) if image_format == "PNG" else _end_of_jpeg(content)
    except MemoryError:
        return "too-costly-to-read"
    except (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError, EOFError, struct.error):
        return "damaged"
    if end is None:
        return "damaged"
    return "trailing-data" if content[end:].strip(b"\0") else None


def _end_of_png(content: bytes) -> int | None:
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + 8]
        at += 12 + length
        if name == b"IEND":
            return at if at <= len(content) else None
    return None


def _end_of_jpeg(content: bytes) -> int | None:
    """Follows the segments, for the two bytes of the end marker also occur inside them (thumbnails)."""
    at = 2
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
        elif marker == _END_OF_IMAGE:
            return at + 2
        elif marker in _STANDALONE:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            if marker == _START_OF_SCAN:
                after_scan = _MARKER_IN_SCAN.search(content, at)
                if after_scan is None:
                    return None
                at = after_scan.end() - 2
    return None
