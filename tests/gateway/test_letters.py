"""Letters as printers and window envelopes take them."""

from datetime import date
from uuid import uuid4

import pypdfium2 as pdfium
import pytest

from gateway.letters.postal import MOST_LINES, SAFE, WIDEST, address_lines, letters_html
from gateway.letters.press import Press
from services.contracts.identity.number_office import LetterView

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
ADDRESS = "Résidence des Tilleuls, bâtiment C, 12 bis rue de l'Église, 44900 Sainte-Marie-de-l'Œuvre"
EVER_SEEN = (90.0, 44.0, 200.0, 90.0)
"""Wherever the sheet lies."""


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


def letter(**others: str) -> LetterView:
    told = {"family_name": "Łukasiewicz", "given_name": "Zoë", "postal_address": ADDRESS, "cgos_number": "12345674"}
    return LetterView.model_validate({"request_id": uuid4(), "portal": "agent", "language": "fr", **told, **others})


def seen(page: pdfium.PdfPage, left: float, top: float, right: float, bottom: float) -> list[str]:
    text = page.get_textpage().get_text_bounded(left * MM, A4[1] - bottom * MM, right * MM, A4[1] - top * MM)
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_the_window_shows_the_address_and_nothing_else_however_the_sheet_slides(press: Press) -> None:
    one, two = letter(), letter(postal_address="1 rue Longue, " * 9 + "75001 Paris", language="en")
    pdf = pdfium.PdfDocument(press.pdf(letters_html([one, two], date(2026, 12, 1), "espace.example")))
    assert len(pdf) == 2
    for page, each in zip(pdf, (one, two), strict=True):
        lines = address_lines(each)
        assert len(lines) <= MOST_LINES
        assert max(map(len, lines)) <= WIDEST
        assert len(seen(page, *SAFE)) == len(seen(page, *EVER_SEEN)) == len(lines)
    assert seen(pdf[0], *SAFE) == address_lines(one)
    assert seen(pdf[0], *SAFE)[-1] == "44900 SAINTE-MARIE-DE-L'OEUVRE"
    whole = pdf[0].get_textpage().get_text_range()
    assert "1234 5674" in whole
    assert "« Première connexion »" in whole.replace("\u00a0", " ")


@pytest.mark.parametrize("address", ["", "44900 Valmont"])
def test_a_short_address_makes_a_sheet_as_well(address: str, press: Press) -> None:
    html = letters_html([letter(postal_address=address)], date(2026, 1, 1), "x")
    assert len(pdfium.PdfDocument(press.pdf(html))) == 1
