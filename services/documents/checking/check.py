"""The check of one upload, outside any transaction: fetched once, and what is kept is what was looked at."""

import tempfile
from pathlib import Path

from services.documents.checking.sandbox import InspectionBroke
from services.documents.checking.sniffing import sniff
from services.documents.domain.checks import Outcome, Passed, Refused, TookTooLong
from services.documents.domain.document import Document
from services.documents.ports import Inconclusive, Inspector, Objects, Reader, Scanner


def check_upload(
    document: Document,
    objects: Objects,
    scanner: Scanner,
    inspector: Inspector,
    reader: Reader,
    *,
    spool: Path | None = None,
) -> Outcome:
    """Where it passed, its bytes are at `kept_key`. Raises Unavailable, to be run again.

    The member can still overwrite `incoming_key`, so the copy is made from the bytes on this disk. Run twice it
    writes the same key twice.
    """
    scanner.require()  # first: without it there will be no verdict, however long the rest takes
    # It has no name: however this process ends, nobody finds it afterwards.
    with tempfile.TemporaryFile(dir=spool) as spooled:
        file = Path(f"/proc/self/fd/{spooled.fileno()}")
        fetched = objects.fetch(document.incoming_key, file, at_most=document.size + 1)
        if not fetched:
            return Refused("empty")
        if fetched != document.size:
            return Refused("size-mismatch")
        try:
            # The antivirus last: what it would take minutes over is known by its type, its pixels and its pages.
            inspection = inspector.inspect(file, document.content_type)
            reason = inspection.reason or scanner.scan(file)
        except Inconclusive:
            return TookTooLong()
        if reason:
            return Refused(reason)
        if inspection.clean is not None:
            if sniff(inspection.clean) != document.content_type:
                raise InspectionBroke("what is to be kept is of another type")
            file.write_bytes(inspection.clean)
        objects.put(document.kept_key, file, document.content_type)
        return Passed(file.stat().st_size, reader.read(document, file))
