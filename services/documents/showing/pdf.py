"""A page of a PDF, drawn by PDFium: built without JavaScript, and what is typed in form fields is drawn too."""

import pypdfium2
from PIL import Image

from services.documents.showing.pages import NoSuchPage, Wanted, as_jpeg, fitting


def pdf_page(content: bytes, wanted: Wanted) -> tuple[int, bytes]:
    pdf = pypdfium2.PdfDocument(content)
    if not 1 <= wanted.page <= len(pdf):
        raise NoSuchPage
    pdf.init_forms()
    page = pdf[wanted.page - 1]
    width, height = page.get_size()
    across = height if wanted.turned in {90, 270} else width
    scale = fitting(width, height, wanted.width / across)
    drawn = page.render(scale=scale, rotation=wanted.turned)
    picture: Image.Image = drawn.to_pil()
    return len(pdf), as_jpeg(picture)
