"""The check of one upload: in which order, and what is kept."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from deploy.demo.notices import Notice
from deploy.demo.paper_authority import PaperAuthority
from services.contracts.documents import ContentType, DocumentKind, RejectionReason
from services.contracts.refusals import Unavailable
from services.documents.checking.check import check_upload
from services.documents.checking.sandbox import InspectionBroke
from services.documents.domain.checks import Passed, Refused, TookTooLong
from services.documents.domain.document import Document
from services.documents.papers.reader import PaperReader
from services.documents.papers.trust import TrustDirectory
from services.documents.ports import Inspection
from tests.unit.documents.fakes import (
    InMemoryObjects,
    ScriptedFinder,
    ScriptedInspector,
    ScriptedReader,
    ScriptedScanner,
)

CONTENT = b"%PDF-1.7 pretend"


@pytest.fixture
def document() -> Document:
    return Document.announce(
        owner_id=uuid4(),
        kind="pay_slip",
        filename="a.pdf",
        size=len(CONTENT),
        content_type="application/pdf",
        at=datetime(2026, 3, 2, tzinfo=UTC),
    )


def test_the_bytes_that_passed_are_the_bytes_that_are_kept(document: Document) -> None:
    objects = InMemoryObjects({document.incoming_key: CONTENT})

    class OverwritesMeanwhile:
        def inspect(self, path: Path, content_type: ContentType) -> Inspection:
            objects.content[document.incoming_key] = b"something else"
            return Inspection()

    assert check_upload(document, objects, ScriptedScanner(), OverwritesMeanwhile(), ScriptedReader()) == Passed(
        len(CONTENT)
    )
    assert objects.content[document.kept_key] == CONTENT


def test_what_is_looked_at_lies_in_no_folder_where_a_killed_process_would_leave_it(
    document: Document, tmp_path: Path
) -> None:
    seen: list[tuple[bytes, list[Path]]] = []

    class LooksAround:
        def inspect(self, path: Path, content_type: ContentType) -> Inspection:
            seen.append((path.read_bytes(), list(tmp_path.rglob("*"))))
            return Inspection()

    objects = InMemoryObjects({document.incoming_key: CONTENT})
    check_upload(document, objects, ScriptedScanner(), LooksAround(), ScriptedReader(), spool=tmp_path)
    assert seen == [(CONTENT, [])]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (CONTENT + b"!", "size-mismatch"), (CONTENT[:-1], "size-mismatch")],
)
def test_another_size_than_announced_is_refused_unread(
    document: Document, content: bytes, reason: RejectionReason
) -> None:
    objects, scanner = InMemoryObjects({document.incoming_key: content}), ScriptedScanner()
    inspector = ScriptedInspector()
    assert check_upload(document, objects, scanner, inspector, ScriptedReader()) == Refused(reason)
    assert (scanner.scanned, inspector.inspected) == (0, 0)


def test_type_pixels_and_pages_are_looked_at_before_the_antivirus(document: Document) -> None:
    objects, scanner = InMemoryObjects({document.incoming_key: CONTENT}), ScriptedScanner("infected")
    outcome = check_upload(document, objects, scanner, ScriptedInspector("too-many-pixels"), ScriptedReader())
    assert outcome == Refused("too-many-pixels")
    assert scanner.scanned == 0


def test_what_is_cleaned_is_kept_clean(document: Document) -> None:
    objects, clean = InMemoryObjects({document.incoming_key: CONTENT}), b"%PDF-clean"
    assert check_upload(
        document, objects, ScriptedScanner(), ScriptedInspector(clean=clean), ScriptedReader()
    ) == Passed(len(clean))
    assert objects.content[document.kept_key] == clean


def test_what_is_to_be_kept_is_still_of_its_type(document: Document) -> None:
    objects = InMemoryObjects({document.incoming_key: CONTENT})
    with pytest.raises(InspectionBroke):
        check_upload(document, objects, ScriptedScanner(), ScriptedInspector(clean=b"<html>"), ScriptedReader())
    assert document.kept_key not in objects.content


def test_a_file_over_which_the_antivirus_gives_up_took_too_long(document: Document) -> None:
    objects = InMemoryObjects({document.incoming_key: CONTENT})
    assert (
        check_upload(document, objects, ScriptedScanner(gives_up=True), ScriptedInspector(), ScriptedReader())
        == TookTooLong()
    )
    assert document.kept_key not in objects.content


def test_what_is_refused_is_not_kept(document: Document) -> None:
    objects = InMemoryObjects({document.incoming_key: CONTENT})
    assert check_upload(
        document, objects, ScriptedScanner("infected"), ScriptedInspector(), ScriptedReader()
    ) == Refused("infected")
    assert check_upload(
        document, objects, ScriptedScanner(), ScriptedInspector("damaged"), ScriptedReader()
    ) == Refused("damaged")
    assert document.kept_key not in objects.content


def test_without_an_antivirus_there_is_no_verdict(document: Document) -> None:
    objects = InMemoryObjects({document.incoming_key: CONTENT})
    with pytest.raises(Unavailable):
        check_upload(document, objects, ScriptedScanner(down=True), ScriptedInspector("damaged"), ScriptedReader())
    assert document.kept_key not in objects.content


def test_without_a_store_there_is_no_verdict(document: Document) -> None:
    with pytest.raises(Unavailable):
        check_upload(document, InMemoryObjects(down=True), ScriptedScanner(), ScriptedInspector(), ScriptedReader())


def test_run_twice_the_check_keeps_one_copy(document: Document) -> None:
    objects = InMemoryObjects({document.incoming_key: CONTENT})
    for _ in range(2):
        check_upload(document, objects, ScriptedScanner(), ScriptedInspector(), ScriptedReader())
    assert set(objects.content) == {document.incoming_key, document.kept_key}


@pytest.mark.parametrize(
    ("kind", "figures"), [("tax_notice", True), ("pay_slip", False), ("medical_certificate", None)]
)
def test_what_a_paper_says_is_looked_for_where_it_may_be_signed_and_kept_where_it_is_needed(
    document: Document, kind: DocumentKind, *, figures: bool | None
) -> None:
    document.kind = kind
    authority = PaperAuthority.new()
    finder = ScriptedFinder([Notice().code(authority).encode()])
    reader = PaperReader(finder, TrustDirectory(None, test_authorities=True))
    objects = InMemoryObjects({document.incoming_key: CONTENT})
    outcome = check_upload(document, objects, ScriptedScanner(), ScriptedInspector(clean=b"%PDF-clean"), reader)
    assert isinstance(outcome, Passed)
    if figures is None:
        assert (outcome.reading, finder.searched) == (None, [])
    else:
        assert outcome.reading
        assert (outcome.reading.paper, outcome.reading.notice is not None) == ("tax_notice", figures)
        assert finder.searched == [b"%PDF-clean"]
