"""A specimen of a paper: a page with lines of text and a code, and what a photo of it looks like."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2
import zxingcpp
from pikepdf import Dictionary, Name
from PIL import Image, ImageEnhance

_A4 = (595, 842)
_CODE_POINTS = 76
"""27 mm: half a millimetre for each module of a notice's code."""
_TABLE = (92, 78, 66)
"""The colour that a paper lies on."""


@dataclass(frozen=True, slots=True)
class Photo:
    turned: float = 0
    """Degrees, counter-clockwise."""
    skewed: float = 0
    """How much narrower the far edge is, of 1."""
    brightness: float = 1
    dots_an_inch: int = 200
    quality: int = 80


def page(lines: Iterable[str], code: str | None) -> bytes:
    """A PDF; without a code where there is none."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=_A4)
    sheet = pdf.pages[0]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    sheet.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    drawn = [_text("SPÉCIMEN", 90, (0.85, 0.5, 0.5, 0.85, 130, 330), grey=0.88), *_written(lines)]
    if code is not None:
        sheet.obj.Resources.XObject = Dictionary(Code=_picture(pdf, code))
        drawn.append(f"q {_CODE_POINTS} 0 0 {_CODE_POINTS} 56 70 cm /Code Do Q".encode())
    sheet.obj.Contents = pdf.make_stream(b"\n".join(drawn))
    written = BytesIO()
    pdf.save(written)
    return written.getvalue()


def photo_of(paper: bytes, taken: Photo) -> bytes:
    """Of its first page, as a JPEG."""
    drawn: Image.Image = pypdfium2.PdfDocument(paper)[0].render(scale=taken.dots_an_inch / 72).to_pil()
    picture = drawn.convert("RGB")
    if taken.skewed:
        width, height = picture.size
        beyond = width * taken.skewed / 2
        corners = (-beyond, 0, 0, height, width, height, width + beyond, 0)
        picture = picture.transform(
            picture.size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR, fillcolor=_TABLE
        )
    picture = picture.rotate(taken.turned, Image.Resampling.BILINEAR, expand=True, fillcolor=_TABLE)
    picture = ImageEnhance.Brightness(picture).enhance(taken.brightness)
    written = BytesIO()
    picture.save(written, "JPEG", quality=taken.quality)
    return written.getvalue()


def _written(lines: Iterable[str]) -> Iterable[bytes]:
    for number, line in enumerate(lines):
        yield _text(line, 11, (1, 0, 0, 1, 56, 770 - 20 * number))


def _text(line: str, size: int, matrix: tuple[float, ...], *, grey: float = 0) -> bytes:
    place = " ".join(f"{each:g}" for each in matrix)
    return f"BT {grey:g} g /F {size} Tf {place} Tm <{line.encode('cp1252').hex()}> Tj ET".encode()


def _picture(pdf: pikepdf.Pdf, code: str) -> pikepdf.Object:
    barcode = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.DataMatrix)
    drawn = Image.fromarray(zxingcpp.write_barcode_to_image(barcode, scale=6, add_quiet_zones=True))
    picture = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=drawn.width,
        Height=drawn.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    return pdf.make_stream(drawn.tobytes(), picture)
