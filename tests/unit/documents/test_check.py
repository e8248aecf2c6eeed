"""The check of one upload: in which order, and what is kept."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from services.contracts.documents import ContentType, RejectionReason
from services.contracts.refusals import Unavailable
from services.documents.checking.check import check_upload
from services.documents.domain.document import Document
from tests.unit.documents.fakes import InMemoryObjects, ScriptedInspector, ScriptedScanner

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
        def inspect(self, path: Path, content_type: ContentType) -> RejectionReason | None:
            objects.content[document.incoming_key] = b"something else"
            return None

    assert check_upload(document, objects, ScriptedScanner(), OverwritesMeanwhile()) is None
    assert objects.content[document.kept_key] == CONTENT


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (CONTENT + b"!", "size-mismatch"), (CONTENT[:-1], "size-mismatch")],
)
def test_another_size_than_announced_is_refused_unread(
    document: Document, content: bytes, reason: RejectionReason
) -> None:
    objects, scanner = InMemoryObjects({document.incoming_key: content}), ScriptedScanner()
    assert check_upload(document, objects, scanner, ScriptedInspector()) == reason
    assert scanner.scanned == 0


def test_what_is_refused_is_not_kept(document: Document) -> None:
    objects = InMemoryObjects({document.incoming_key: CONTENT})
    assert check_upload(document, objects, ScriptedScanner("infected"), ScriptedInspector()) == "infected"
    assert check_upload(document, objects, ScriptedScanner(), ScriptedInspector("damaged")) == "damaged"
    assert document.kept_key not in objects.content


def test_without_an_antivirus_there_is_no_verdict(document: Document) -> None:
    objects = InMemoryObjects({document.incoming_key: CONTENT})
    with pytest.raises(Unavailable):
        check_upload(document, objects, ScriptedScanner(down=True), ScriptedInspector("damaged"))
    assert document.kept_key not in objects.content


def test_without_a_store_there_is_no_verdict(document: Document) -> None:
    with pytest.raises(Unavailable):
        check_upload(document, InMemoryObjects(down=True), ScriptedScanner(), ScriptedInspector())


def test_run_twice_the_check_keeps_one_copy(document: Document) -> None:
    objects = InMemoryObjects({document.incoming_key: CONTENT})
    for _ in range(2):
        check_upload(document, objects, ScriptedScanner(), ScriptedInspector())
    assert set(objects.content) == {document.incoming_key, document.kept_key}
