"""One copy, from the rows of five services and the files of the store to the store again."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from services.documents.domain.document import Document
from services.documents.domain.export import MOST_BYTES, Export
from services.documents.exporting.archive import Archive
from services.documents.ports import HeldOfMembers, Objects

SERVICES: Final = ("identity", "applications", "documents", "offers", "notifications")
CONTENT_TYPE: Final = "application/zip"


def make_export(
    export: Export,
    advance: Callable[[int], None],
    *,
    held: HeldOfMembers,
    objects: Objects,
    spool: Path | None = None,
) -> int:
    """Its size. Run twice it writes the same key twice. `advance`: told how many hundredths are done. Raises
    Unavailable, to be run again."""
    files = _within(MOST_BYTES, held.files(export.member_id))
    steps = len(SERVICES) + len(files) + 1
    # It has no name: however this process ends, nobody finds it afterwards.
    with tempfile.TemporaryFile(dir=spool) as spooled:
        archive = Archive(spooled)
        for done, service in enumerate(SERVICES, 1):
            archive.add_rows(service, held.rows(service, export.member_id))
            advance(100 * done // steps)
        for number, document in enumerate(files, 1):
            _add(archive, number, document, objects, spool)
            advance(100 * (len(SERVICES) + number) // steps)
        archive.close()
        spooled.flush()
        file = Path(f"/proc/self/fd/{spooled.fileno()}")
        objects.put(export.key, file, CONTENT_TYPE)
        return file.stat().st_size


def _add(archive: Archive, number: int, document: Document, objects: Objects, spool: Path | None) -> None:
    with tempfile.TemporaryFile(dir=spool) as content:
        at_most = document.kept_size or document.size
        if objects.fetch(document.kept_key, Path(f"/proc/self/fd/{content.fileno()}"), at_most=at_most) is None:
            return  # removed since it was listed
        content.seek(0)
        archive.add_file(number, document, content)


def _within(most: int, files: list[Document]) -> list[Document]:
    """All of them, but for a member who keeps more than anybody may."""
    taken, size = [], 0
    for document in files:
        size += document.kept_size or document.size
        if size > most:
            break
        taken.append(document)
    return taken
