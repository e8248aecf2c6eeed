"""Small real files to upload."""

import io

import pikepdf
from PIL import Image


def pdf(text: str = "Avis d'imposition", *, pages: int = 1) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.docinfo["/Title"] = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def png(width: int = 40, height: int = 30) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (20, 110, 110)).save(out, "PNG")
    return out.getvalue()
