"""A page of a paper that was kept: fetched, drawn in a process of its own, and not kept."""

import tempfile
from base64 import b64encode
from pathlib import Path

from services.contracts.documents import (
    NotPresentable,
    PageImageView,
    PreviewDocument,
    UnknownDocument,
    UnknownPage,
)
from services.contracts.refusals import Unavailable
from services.documents.domain.document import Document
from services.documents.ports import Objects
from services.kit.process.offload import Failed, Limits, OverLimit, in_subprocess, within

_SECONDS = 4.0
"""By the clock, with the fetching: whoever asked waits no longer."""


class PageRenderer:
    def __init__(self, objects: Objects, cpu_seconds: float, memory: int, *, spool: Path | None = None) -> None:
        """`memory`: bytes of address space."""
        self._objects = objects
        self._spool = spool
        self._limits = Limits(
            cpu_seconds=max(1, round(cpu_seconds)), memory_bytes=memory, seconds=_SECONDS, output_bytes=0
        )

    def render(self, document: Document, wanted: PreviewDocument) -> PageImageView:
        """Raises UnknownPage, NotPresentable, UnknownDocument where its bytes are gone, Unavailable."""
        late = Unavailable("The page took too long to draw.", retry_after=2)
        with within(_SECONDS, late), tempfile.TemporaryFile(dir=self._spool) as spooled:
            file = Path(f"/proc/self/fd/{spooled.fileno()}")  # it has no name: nobody finds it afterwards
            if not self._objects.fetch(document.kept_key, file, at_most=document.kept_size or document.size):
                raise UnknownDocument
            arguments = [document.content_type, str(wanted.page), str(wanted.width), str(wanted.turned)]
            try:
                drawn = in_subprocess("services.documents.showing", arguments, stdin=file, limits=self._limits)
            except OverLimit as over:
                raise (late if over.reason == "time" else NotPresentable()) from over
            except Failed as failed:
                raise NotPresentable from failed
        pages, found, picture = drawn.partition(b"\n")
        if not found:
            raise UnknownPage
        return PageImageView(page=wanted.page, pages=int(pages), image=b64encode(picture).decode())
