"""A picture without what it tells beside itself: where and when it was taken, with what, by whom. Its data is copied as
it is, never compressed anew."""

import re
import struct
from collections.abc import Iterator

_MARKER_IN_SCAN = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_APPLICATIONS = range(0xE0, 0xF0)
_JFIF, _JFIF_LENGTH = b"JFIF\0", 14
_ADOBE, _ADOBE_LENGTH = b"Adobe", 12
"""Says how its colours are coded: without it many a picture turns green."""
_UPRIGHT = 1

_PNG_PICTURE = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}


class Unended(ValueError):
    """The picture has no end."""


def jpeg_parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, the bytes of the segment with its marker), to the end marker included: the two bytes of that one also
    occur inside segments (thumbnails). Raises Unended."""
    yield _START, content[:2]
    at = 2
    while at + 2 <= len(content) and content[at] == 0xFF:
        marker, begin = content[at + 1], at
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        at += 2
        if marker == _END:
            yield marker, content[begin:at]
            return
        if marker not in _STANDALONE:
            at += int.from_bytes(content[at : at + 2], "big")
        if marker == _SCAN:
            after = _MARKER_IN_SCAN.search(content, at)
            if after is None:
                raise Unended
            at = after.end() - 2
        yield marker, content[begin:at]
    raise Unended


def png_parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, the bytes of the chunk), to the last one included. Raises Unended."""
    at = 8
    while at + 12 <= len(content):
        begin, name = at, content[at + 4 : at + 8]
        at += 12 + int.from_bytes(content[at : at + 4], "big")
        if at > len(content):
            break
        yield name, content[begin:at]
        if name == b"IEND":
            return
    raise Unended


def jpeg_without_metadata(content: bytes, orientation: int) -> bytes:
    """`orientation`: as EXIF counts it, the one thing of it that a reader needs."""
    kept = bytearray()
    for marker, part in jpeg_parts(content):
        kept += _kept_of_jpeg(marker, part)
        if marker == _START and orientation != _UPRIGHT:
            kept += _only(orientation)
    return bytes(kept)


def _kept_of_jpeg(marker: int, part: bytes) -> bytes:
    if marker == _COMMENT:
        return b""
    if marker not in _APPLICATIONS:
        return part
    told = part[4:]
    if marker == 0xE0 and told.startswith(_JFIF) and len(told) >= _JFIF_LENGTH:
        return _segment(marker, told[: _JFIF_LENGTH - 2] + b"\0\0")  # no thumbnail: it may be older than the picture
    if marker == 0xEE and told.startswith(_ADOBE) and len(told) >= _ADOBE_LENGTH:
        return _segment(marker, told[:_ADOBE_LENGTH])
    return b""


def _segment(marker: int, told: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(told) + 2) + told


def _only(orientation: int) -> bytes:
    directory = struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    return _segment(0xE1, b"Exif\0\0MM\0*" + struct.pack(">I", 8) + directory)


def png_without_metadata(content: bytes) -> bytes:
    return content[:8] + b"".join(part for name, part in png_parts(content) if name in _PNG_PICTURE)
