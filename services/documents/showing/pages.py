"""A page of a paper as a picture of our own making: whoever looks at it runs no parser on what a stranger sent."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from math import sqrt

from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin

MOST_PIXELS = 12_000_000
"""Of the picture that is made, however long or wide the page is."""
_QUALITY = 82
_LOADED_BY_NAME = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin)
"""Loaded otherwise when a file asks for them, which a confined process cannot."""
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TURNED = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
"""Clockwise; Pillow turns the other way."""


class NoSuchPage(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Wanted:
    page: int
    """From 1."""
    width: int
    """In pixels, once turned."""
    turned: int
    """Clockwise, in degrees: 0, 90, 180 or 270."""


Renderer = Callable[[bytes, Wanted], tuple[int, bytes]]
"""How many pages the paper has, and this one as a JPEG. Raises NoSuchPage, and whatever the parser raises."""


def renderer_of(content_type: str) -> Renderer:
    """With its parser loaded: the rest may run where no file can be opened any more."""
    if content_type == "application/pdf":
        from services.documents.showing.pdf import pdf_page  # noqa: PLC0415  # each parser loads when needed

        return pdf_page
    Image.preinit()
    image_format = "PNG" if content_type == "image/png" else "JPEG"
    return lambda content, wanted: _photo(content, image_format, wanted)


def _photo(content: bytes, image_format: str, wanted: Wanted) -> tuple[int, bytes]:
    if wanted.page != 1:
        raise NoSuchPage
    Image.MAX_IMAGE_PIXELS = None  # it passed the check of its pixels when it came
    with Image.open(BytesIO(content), formats=[image_format]) as image:
        told = image.getexif().get(_ORIENTATION) if image_format == "JPEG" else None
        lies = told in {5, 6, 7, 8}
        across = image.height if lies != (wanted.turned in {90, 270}) else image.width
        scale = fitting(image.width, image.height, wanted.width / across)
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        if scale < 1:
            image.draft("RGB", size)  # a JPEG is decoded at an eighth, a quarter or half where that will do
            picture = _on_white(image).resize(size, Image.Resampling.LANCZOS)
        else:
            picture = _on_white(image)
    if told in _UPRIGHT:
        picture = picture.transpose(_UPRIGHT[told])
    return 1, as_jpeg(picture, wanted.turned)


def fitting(width: float, height: float, scale: float) -> float:
    """The scale, or the largest that keeps the picture within what is made."""
    return min(scale, sqrt(MOST_PIXELS / (width * height)))


def as_jpeg(picture: Image.Image, turned: int = 0) -> bytes:
    upright = picture.transpose(_TURNED[turned]) if turned else picture
    written = BytesIO()
    upright.convert("RGB").save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")
