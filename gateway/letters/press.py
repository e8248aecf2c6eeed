"""The process that makes PDFs: HTML in, PDF out, each with its length before it. One that hangs or grows is ended by
whoever started it, or by its limit of memory; nothing is fetched, neither from the network nor from a file.

python -m gateway.letters.press
"""

import resource
import sys
from pathlib import Path
from typing import BinaryIO, Final

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from gateway.letters.framing import LENGTH

STYLES: Final = Path(__file__).with_name("letters.css")
MOST_MEMORY: Final = 2 * 1024**3


class Press:
    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        self._styles = CSS(string=STYLES.read_text(), font_config=self._fonts)

    def pdf(self, html: str) -> bytes:
        """PDF/UA-1: tagged, for screen readers. The same HTML gives the same bytes."""
        document = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols={"data"}))
        made: bytes = document.write_pdf(
            stylesheets=[self._styles], font_config=self._fonts, pdf_variant="pdf/ua-1", pdf_identifier=b""
        )
        return made


def serve(asked: BinaryIO, answered: BinaryIO) -> None:
    """Until nobody asks any more."""
    press = Press()
    while len(head := asked.read(LENGTH.size)) == LENGTH.size:
        made = press.pdf(asked.read(LENGTH.unpack(head)[0]).decode())
        answered.write(LENGTH.pack(len(made)) + made)
        answered.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    serve(sys.stdin.buffer, sys.stdout.buffer)
