"""The check of one upload, outside any transaction: fetched once, and what is kept is what was looked at."""

import tempfile
from pathlib import Path

from services.contracts.documents import RejectionReason
from services.documents.domain.document import Document
from services.documents.ports import Inspector, Objects, Scanner


def check_upload(
    document: Document, objects: Objects, scanner: Scanner, inspector: Inspector, *, spool: Path | None = None
) -> RejectionReason | None:
    """Why it is refused; None where it passed and its bytes are at `kept_key`. Raises Unavailable, to be run again.

    The member can still overwrite `incoming_key`, so the copy is made from the bytes on this disk. Run twice it
    writes the same key twice.
    """
    with tempfile.TemporaryDirectory(prefix="document-", dir=spool) as folder:
        file = Path(folder) / "content"
        fetched = objects.fetch(document.incoming_key, file, at_most=document.size + 1)
        if not fetched:
            return "empty"
        if fetched != document.size:
            return "size-mismatch"
        # The antivirus first: "infected" is what its owner most needs to know.
        reason = scanner.scan(file) or inspector.inspect(file, document.content_type)
        if reason is None:
            objects.put(document.kept_key, file, document.content_type)
        return reason
