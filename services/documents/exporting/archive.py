"""The ZIP that a member is given: the JSON of each service, and the files as they are kept."""

import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, Final

import orjson

from services.contracts.member_data import HeldRowView
from services.documents.domain.document import Document

READ_ME: Final = Path(__file__).with_name("read_me.txt")
_CHUNK: Final = 256 * 1024


class Archive:
    """Written once, from its beginning to its end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._zip.write(READ_ME, "LISEZ-MOI.txt")

    def add_rows(self, service: str, rows: Iterable[HeldRowView]) -> None:
        """Never held as a whole: `{table: [row, …], …}`, the tables in the order in which they come."""
        with self._zip.open(f"{service}.json", "w") as entry:
            for piece in _as_json(rows):
                entry.write(piece)

    def add_file(self, number: int, document: Document, content: IO[bytes]) -> None:
        made = document.created_at
        name = f"documents/{number:03}-{document.filename}"
        info = zipfile.ZipInfo(name, (made.year, made.month, made.day, made.hour, made.minute, made.second))
        with self._zip.open(info, "w") as entry:  # stored as it is: PDF and pictures grow no smaller
            while chunk := content.read(_CHUNK):
                entry.write(chunk)

    def close(self) -> None:
        self._zip.close()


def _as_json(rows: Iterable[HeldRowView]) -> Iterator[bytes]:
    yield b"{"
    for position, (table, of_table) in enumerate(groupby(rows, key=lambda each: each.table)):
        yield b"%b\n%b: [" % (b"," if position else b"", orjson.dumps(table))
        for number, each in enumerate(of_table):
            yield b"%b\n%b" % (b"," if number else b"", orjson.dumps(each.model_dump(mode="json")["row"]))
        yield b"]"
    yield b"\n}\n"
