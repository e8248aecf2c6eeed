"""Small real files to upload."""

import io
import re

import pikepdf
import pypdfium2
from PIL import Image


def pdf(text: str = "Avis d'imposition", *, pages: int = 1) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.docinfo["/Title"] = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def code_of_letter(letter: bytes) -> str:
    """As whoever reads it types it."""
    pages = pypdfium2.PdfDocument(letter)
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    found = re.search(r"\b[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}\b", text)
    assert found, "a letter bears a code"
    return found[0]


def png(width: int = 40, height: int = 30) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (20, 110, 110)).save(out, "PNG")
    return out.getvalue()
