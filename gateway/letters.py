"""A batch of letters as one PDF, each on its sheet, placed for a window envelope.

The envelope is the usual one in France (DL, 220 x 110 mm, NF Z 10-011): its window is 100 x 35 mm, 20 mm from the
right edge and 20 mm from the bottom. The sheet, folded in three, is 210 x 99 mm and slides in it: by 10 mm sideways
and by 11 mm upwards. What must always be seen stands where the window shows it however the sheet lies: 100 to 190 mm
from the left edge of the sheet, 55 to 79 mm from its top. Nothing else stands where the window may ever be: 90 to 200
mm from the left, 44 to 90 mm from the top.
"""

import textwrap
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Final

import pikepdf
from starlette.responses import Response

from gateway.formats import Formats
from gateway.language import translate
from services.contracts.base import Language
from services.contracts.calendar import day_in_paris
from services.contracts.identity.number_office import LetterView
from services.contracts.language import language_of

MM: Final = 72 / 25.4
A4: Final = (210 * MM, 297 * MM)
SAFE: Final = (100.0, 55.0, 190.0, 79.0)
"""Millimetres from the left and the top: left, top, right, bottom."""
ADDRESS_LEFT, ADDRESS_TOP, ADDRESS_STEP = 103.0, 58.5, 3.9
MOST_LINES, WIDEST = 6, 38
"""Of an address, in lines and signs: what sorting machines read."""
TEXT_LEFT, TEXT_TOP, TEXT_STEP, TEXT_WIDTH = 20.0, 110.0, 6.0, 86
FOLD = 99.0


def address_lines(letter: LetterView) -> list[str]:
    """In capitals without accents, the last line code and town."""
    parts = [part.strip() for part in letter.postal_address.split(",") if part.strip()]
    lines = [piece for part in [f"{letter.given_name} {letter.family_name}", *parts] for piece in _cut(part)]
    if len(lines) > MOST_LINES:  # what is in the middle shares a line, so that code and town keep theirs
        lines = [*lines[: MOST_LINES - 2], " ".join(lines[MOST_LINES - 2 : -1])[:WIDEST], lines[-1]]
    return lines


def letters_pdf(letters: Iterable[LetterView], day: date, site: str) -> bytes:
    """`site`: the address of the space, as people type it."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    for letter in letters:
        page = pdf.add_blank_page(page_size=A4)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(_sheet(letter, day, site))
    written = BytesIO()
    pdf.save(written)
    return written.getvalue()


def letters_answer(letters: Iterable[LetterView], public_url: str) -> Response:
    """Names and addresses of people: kept by nobody on the way."""
    site = public_url.partition("://")[2].strip("/")
    content = letters_pdf(letters, day_in_paris(datetime.now(UTC)), site)
    kept_nowhere = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="letters.pdf"'}
    return Response(content, media_type="application/pdf", headers=kept_nowhere)


def _sheet(letter: LetterView, day: date, site: str) -> bytes:
    language = language_of(letter.language)
    written = translate("letter.day", language, day=Formats(language).day(day))
    drawn = [_line(TEXT_LEFT, 22, 11, translate("letter.sender", language)), _line(TEXT_LEFT, 97, 9, written)]
    drawn += [
        _line(ADDRESS_LEFT, ADDRESS_TOP + number * ADDRESS_STEP, 10, text)
        for number, text in enumerate(address_lines(letter))
    ]
    drawn += [
        _line(TEXT_LEFT, TEXT_TOP + number * TEXT_STEP, 11, text)
        for number, text in enumerate(_body(letter, language, site))
    ]
    drawn.append(f"0.5 w {4 * MM:.1f} {A4[1] - FOLD * MM:.1f} m {8 * MM:.1f} {A4[1] - FOLD * MM:.1f} l S".encode())
    return b"\n".join(drawn)


def _body(letter: LetterView, language: Language, site: str) -> list[str]:
    number = f"{letter.cgos_number[:4]} {letter.cgos_number[4:]}"
    facts = {"name": f"{letter.given_name} {letter.family_name}", "number": number, "site": site}
    lines: list[str] = []
    for part in ("subject", "greeting", "number", "first_login", "keep", "mistake", "signature"):
        lines += [*textwrap.wrap(translate(f"letter.{part}", language, **facts), TEXT_WIDTH), ""]
    return lines


def _line(left: float, top: float, size: int, text: str) -> bytes:
    place = f"BT /F1 {size} Tf {left * MM:.1f} {A4[1] - top * MM:.1f} Td (".encode()
    escaped = _encoded(text).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return place + escaped + b") Tj ET"


def _encoded(text: str) -> bytes:
    """As the font has it; a letter that it lacks without its accent."""
    plain = text.replace("\u202f", "\u00a0")
    return b"".join(_sign(each) for each in unicodedata.normalize("NFC", plain))


def _sign(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", sign).encode("ascii", "ignore") or b"?"


def _cut(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.upper().replace("Œ", "OE").replace("Æ", "AE"))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return textwrap.wrap(bare, WIDEST)
