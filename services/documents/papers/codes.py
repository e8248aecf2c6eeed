"""Finds the DataMatrix of a signed paper in a picture of it. Runs in a process of its own."""

from collections.abc import Iterable

import zxingcpp
from PIL import Image

_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.DataMatrix])
_FIRST_BYTES = b"DC"
_MOST = 8
"""Codes of one picture: no paper has so many."""


def codes_in(pictures: Iterable[Image.Image]) -> list[bytes]:
    """Of the first picture that has any."""
    for picture in pictures:
        darkest, lightest = picture.getextrema()
        if darkest == lightest:
            continue  # a blank page
        found = zxingcpp.read_barcodes(picture, formats=_FORMATS)
        codes = [code.bytes for code in found if code.bytes.startswith(_FIRST_BYTES)]
        if codes:
            return codes[:_MOST]
    return []
