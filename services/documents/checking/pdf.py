"""A PDF that is only pages: nothing that runs, nothing attached, nothing before or after."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf

from services.documents.checking.pdf_actions import does_more_than_show

if TYPE_CHECKING:
    from services.contracts.documents import RejectionReason

MAX_PAGES = 200
MAX_OBJECTS = 100_000
MAX_DICTIONARIES = 250_000
"""Those inside others too: one object may hold a million."""
_LONGEST_HEADER = 1024
_LONGEST_END = 4096

_HEADER = re.compile(rb"%PDF-[12]\.\d(?:\s|%[^\r\n<]*[\r\n])*(?=\d+\s+\d+\s+obj\b)")
"""Comments and blanks only up to the first object: a page of HTML could sit there."""
_END = re.compile(rb"startxref\s+\d+\s+%%EOF[\s\0]*\Z")

_ATTACHING_KEYS = {"/EmbeddedFiles", "/EF", "/Collection"}


def inspect_pdf(content: bytes) -> "RejectionReason | None":
    try:
        # Recovery is what makes two readers see two documents in one file.
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            return "encrypted" if pdf.is_encrypted else _hidden(pdf) or _shape(pdf, content)
    except pikepdf.PasswordError:
        return "encrypted"
    except (MemoryError, RecursionError):
        return "too-costly-to-read"
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        return "trailing-data" if _is_whole_without_its_tail(content) else "damaged"


def _hidden(pdf: pikepdf.Pdf) -> "RejectionReason | None":
    if len(pdf.objects) > MAX_OBJECTS:
        return "too-costly-to-read"
    embedded = False
    for count, (dictionary, of_stream) in enumerate(_dictionaries(pdf)):
        if count >= MAX_DICTIONARIES:
            return "too-costly-to-read"
        if does_more_than_show(dictionary, of_stream=of_stream):
            return "active-content"
        keys = set(dictionary.keys())
        subtype = _name(dictionary["/Subtype"]) if "/Subtype" in keys else ""
        if not keys.isdisjoint(_ATTACHING_KEYS) or subtype == "/FileAttachment":
            embedded = True
        if "/Type" in keys and _name(dictionary["/Type"]) == "/EmbeddedFile":
            embedded = True
    return "embedded-files" if embedded else None


def _shape(pdf: pikepdf.Pdf, content: bytes) -> "RejectionReason | None":
    pages = len(pdf.pages)
    if pages == 0:
        return "damaged"
    if pages > MAX_PAGES:
        return "too-many-pages"
    tight = _HEADER.match(content, 0, _LONGEST_HEADER) and _END.search(content, max(0, len(content) - _LONGEST_END))
    return None if tight else "trailing-data"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, bool]]:
    """Each one once, and whether it is a stream's: those inside others too, those referred to when their own turn
    comes."""
    for indirect in (pdf.trailer, *pdf.objects):
        waiting: list[Any] = [indirect]
        while waiting:
            found = waiting.pop()
            of_stream = isinstance(found, pikepdf.Stream)
            if of_stream:
                found = found.stream_dict
            if isinstance(found, pikepdf.Dictionary):
                yield found, of_stream
                waiting += [value for value in found.values() if _is_direct(value)]
            elif isinstance(found, pikepdf.Array):
                waiting += [value for value in found if _is_direct(value)]


def _is_direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _name(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _is_whole_without_its_tail(content: bytes) -> bool:
    end = content.rfind(b"%%EOF") + len(b"%%EOF")
    try:
        with pikepdf.open(BytesIO(content[:end]), attempt_recovery=False, suppress_warnings=True) as pdf:
            return len(pdf.pages) > 0
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        return False
