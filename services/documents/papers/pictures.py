"""A paper as pictures in which to look for its code, the likeliest first: as it is, then closer, then turned."""

from collections.abc import Callable, Iterator
from io import BytesIO
from math import cos, radians, sin, sqrt

import pypdfium2
from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin

MOST_PIXELS = 24_000_000
"""Of any one picture."""
MOST_PAGES = 3
"""The code of a notice is on its first page; before it there may be a cover."""
_DOTS_AN_INCH = 300
_CLOSER = (2.0, 1.5)
_ASKEW = 30
"""Degrees. The reader looks in four directions; a code between two of them may be found once it is turned."""
_LOADED_BY_NAME = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin)
"""Loaded otherwise when a file asks for them."""

Pictures = Callable[[bytes], Iterator[Image.Image]]


def pictures_of(content_type: str) -> Pictures:
    """With its parser loaded: the rest may run where no file can be opened any more."""
    if content_type == "application/pdf":
        return _of_pages
    Image.preinit()
    image_format = "PNG" if content_type == "image/png" else "JPEG"
    return lambda content: _of_photo(content, image_format)


def _of_pages(content: bytes) -> Iterator[Image.Image]:
    pdf = pypdfium2.PdfDocument(content)
    pages = [pdf[number] for number in range(min(MOST_PAGES, len(pdf)))]
    for closer in (1.0, 1.5):
        for page in pages:
            yield _drawn(page, closer)
    for page in pages:
        yield _turned(_drawn(page, 1.0))


def _drawn(page: pypdfium2.PdfPage, closer: float) -> Image.Image:
    width, height = page.get_size()
    scale = min(closer * _DOTS_AN_INCH / 72, sqrt(MOST_PIXELS / (width * height)))
    drawn: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return drawn.convert("L")


def _of_photo(content: bytes, image_format: str) -> Iterator[Image.Image]:
    Image.MAX_IMAGE_PIXELS = None  # it passed the check of its pixels
    with Image.open(BytesIO(content), formats=[image_format]) as image:
        most = sqrt(MOST_PIXELS / (image.width * image.height))
        if most < 1:
            image.draft("L", (round(image.width * most), round(image.height * most)))
        photo = _resized(image.convert("L"), min(1.0, sqrt(MOST_PIXELS / (image.width * image.height))))
    yield photo
    room = sqrt(MOST_PIXELS / (photo.width * photo.height))
    for closer in _CLOSER:
        if closer <= room:
            yield _resized(photo, closer)
    yield _turned(photo)


def _resized(picture: Image.Image, scale: float) -> Image.Image:
    if scale == 1:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.BICUBIC)


def _turned(picture: Image.Image) -> Image.Image:
    along, across = cos(radians(_ASKEW)), sin(radians(_ASKEW))
    width = picture.width * along + picture.height * across
    height = picture.width * across + picture.height * along
    picture = _resized(picture, min(1.0, sqrt(MOST_PIXELS / (width * height))))
    return picture.rotate(_ASKEW, Image.Resampling.BILINEAR, expand=True, fillcolor="white")
