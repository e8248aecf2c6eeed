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
from typing import Any, Final

from starlette.responses import Response

from gateway.letters.answering import pdf_answer
from gateway.letters.printer import Printer
from gateway.letters.templates import render_letter
from services.contracts.calendar import day_in_paris
from services.contracts.identity.number_office import LetterView
from services.contracts.language import FALLBACK, language_of

SAFE: Final = (100.0, 55.0, 190.0, 79.0)
"""Millimetres from the left and the top: left, top, right, bottom. `letters.css` puts the address there."""
MOST_LINES, WIDEST = 6, 38
"""Of an address, in lines and signs: what sorting machines read."""


def address_lines(letter: LetterView) -> list[str]:
    """In capitals without accents, the last line code and town."""
    parts = [part.strip() for part in letter.postal_address.split(",") if part.strip()]
    lines = [piece for part in [f"{letter.given_name} {letter.family_name}", *parts] for piece in _cut(part)]
    if len(lines) > MOST_LINES:  # what is in the middle shares a line, so that code and town keep theirs
        lines = [*lines[: MOST_LINES - 2], " ".join(lines[MOST_LINES - 2 : -1])[:WIDEST], lines[-1]]
    return lines


def letters_html(letters: Iterable[LetterView], day: date, site: str) -> str:
    """`site`: the address of the space, as people type it."""
    sheets: list[dict[str, Any]] = [
        {
            "language": language_of(letter.language),
            "address": address_lines(letter),
            "name": f"{letter.given_name} {letter.family_name}",
            "number": f"{letter.cgos_number[:4]} {letter.cgos_number[4:]}",
        }
        for letter in letters
    ]
    return render_letter("letters/postal.html", FALLBACK, sheets=sheets, written_on=day, site=site)


async def letters_answer(letters: Iterable[LetterView], public_url: str, printer: Printer) -> Response:
    """Names and addresses of people: kept by nobody on the way."""
    site = public_url.partition("://")[2].strip("/")
    return await pdf_answer(printer, letters_html(letters, day_in_paris(datetime.now(UTC)), site), "letters.pdf")


def _cut(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.upper().replace("Œ", "OE").replace("Æ", "AE"))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return textwrap.wrap(bare, WIDEST)
