"""Pictures of papers, as documents draws them."""

from base64 import b64encode
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from services.contracts.documents import PageImageView


@cache
def page_image(page: int, width: int, turned: int) -> PageImageView:
    """A tax notice of three pages, more or less."""
    across, down = (width, width * 7 // 5) if turned in {0, 180} else (width * 7 // 5, width)
    paper = Image.new("RGB", (width, width * 7 // 5), "white")
    pen = ImageDraw.Draw(paper)
    pen.text((width // 12, width // 12), f"Avis 2025 - page {page}", "black", font_size=width // 24)
    for line in range(24):
        at = width // 5 + line * width // 22
        pen.line((width // 12, at, width - width // (6 + line % 5), at), "#667788", width // 200)
    written = BytesIO()
    paper.rotate(-turned, expand=True).resize((across, down)).save(written, "JPEG")
    return PageImageView(page=page, pages=3, image=b64encode(written.getvalue()).decode())
