"""A JPEG or a PNG that is one whole picture of a bearable size, and ends where it ends."""

import struct
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, MpoImagePlugin, TiffImagePlugin

from services.documents.checking.metadata import (
    Unended,
    jpeg_parts,
    jpeg_without_metadata,
    png_parts,
    png_without_metadata,
)

if TYPE_CHECKING:
    from services.contracts.documents import RejectionReason

MAX_PIXELS = 60_000_000
"""A 48-megapixel phone passes; decoded it takes 240 MB, which the process's memory limit allows for."""

_ORIENTATION = 0x0112
_ORIENTATIONS = range(1, 9)


_LOADED_BY_NAME = (MpoImagePlugin, TiffImagePlugin)
"""Photos of two pictures, and the reading of EXIF: loaded otherwise when a file asks for them."""


def load_readers() -> None:
    Image.preinit()


def inspect_image(content: bytes, image_format: str) -> "tuple[RejectionReason | None, bytes]":
    """What is wrong with it, and what of it is to be kept."""
    try:
        orientation = _decoded(content, image_format)
        if orientation is None:
            return "too-many-pixels", b""
        parts = png_parts(content) if image_format == "PNG" else jpeg_parts(content)
        end = (8 if image_format == "PNG" else 0) + sum(len(part) for _, part in parts)
    except MemoryError:
        return "too-costly-to-read", b""
    except (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError, EOFError, struct.error, Unended):
        return "damaged", b""
    if content[end:].strip(b"\0"):
        return "trailing-data", b""
    return None, png_without_metadata(content) if image_format == "PNG" else jpeg_without_metadata(content, orientation)


def _decoded(content: bytes, image_format: str) -> int | None:
    """Its orientation; None where it has too many pixels to be looked at."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own bomb warning: the limit below is ours
        Image.MAX_IMAGE_PIXELS = None
        with Image.open(BytesIO(content), formats=[image_format]) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            image.verify()
        with Image.open(BytesIO(content), formats=[image_format]) as image:
            image.load()
            told = image.getexif().get(_ORIENTATION) if image_format == "JPEG" else None
    return told if told in _ORIENTATIONS else 1
