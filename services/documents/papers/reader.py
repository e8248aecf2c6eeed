"""Reads a paper: its codes are found in a process without rights, taken apart and verified here."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from services.contracts.documents import SignatureState
from services.documents.domain.document import Document
from services.documents.domain.reading import BEARS_A_CODE, Reading, kept_of
from services.documents.papers.meaning import notice_of, paper_of
from services.documents.papers.message import Unreadable, parse
from services.documents.papers.signature import Trust, state_of
from services.documents.ports import CodeFinder

_BEST_FIRST: tuple[SignatureState, ...] = ("verified", "expired", "unknown_authority", "bad_signature")


class PaperReader:
    def __init__(self, finder: CodeFinder, trust: Trust) -> None:
        self._finder = finder
        self._trust = trust

    def read(self, document: Document, content: Path) -> Reading | None:
        """None where it has no code, or none that can be read: never a reason to refuse it."""
        if document.kind not in BEARS_A_CODE:
            return None
        return kept_of(reading_of(self._finder.find(content, document.content_type), self._trust), document.kind)


def reading_of(codes: Sequence[bytes], trust: Trust) -> Reading | None:
    """Where there are several, the one that proves most."""
    return min(_readings(codes, trust), key=_rank, default=None)


def _readings(codes: Sequence[bytes], trust: Trust) -> Iterator[Reading]:
    for code in codes:
        try:
            message = parse(code)
        except Unreadable:
            continue
        yield Reading(paper_of(message), state_of(message, trust), notice_of(message))


def _rank(reading: Reading) -> tuple[bool, int]:
    return reading.notice is None, _BEST_FIRST.index(reading.signature)
