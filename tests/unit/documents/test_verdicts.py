"""How a check ends: a verdict, one more try, or none."""

from datetime import date, timedelta

import pytest

from services.contracts.documents import (
    DocumentAccepted,
    DocumentRejected,
    DocumentState,
    DocumentUploaded,
)
from services.documents.domain.checks import AGAIN_SOON, Passed, Postponed, Refused, TookTooLong
from services.documents.domain.document import Document
from services.documents.domain.reading import Reading
from services.documents.handlers.conclude_check import conclude_check
from services.documents.handlers.on_document_uploaded import on_document_uploaded
from tests.unit.documents.fakes import InMemoryDocuments, InMemoryReadings
from tests.unit.documents.lives import NOW, announced


def uploaded(document: Document) -> DocumentUploaded:
    return DocumentUploaded(
        document_id=document.id, owner_id=document.owner_id, kind=document.kind, version=document.version
    )


def test_a_document_that_passed_is_accepted_until_its_day(documents: InMemoryDocuments) -> None:
    document = announced(documents, "checking")
    conclude_check(document.id, Passed(900), NOW, documents, InMemoryReadings())
    saved = documents.saved[document.id]
    assert (saved.state, saved.valid_until, saved.version) == ("accepted", date(2027, 12, 31), 3)
    assert isinstance(documents.events[0], DocumentAccepted)
    assert {leftover.key for leftover in documents.leftovers} == {document.incoming_key}


@pytest.mark.parametrize(("state", "kept"), [("checking", True), ("removed", False), ("expired", False)])
def test_what_a_paper_says_is_kept_with_it_and_never_without(
    documents: InMemoryDocuments, state: DocumentState, *, kept: bool
) -> None:
    document, readings = announced(documents, state), InMemoryReadings()
    read = Reading("pay_slip", "unknown_authority")
    conclude_check(document.id, Passed(900, read), NOW, documents, readings)
    assert readings.kept == ({document.id: read} if kept else {})


def test_what_can_still_be_written_to_is_removed_again_once_its_address_lapsed(documents: InMemoryDocuments) -> None:
    document = announced(documents, "checking")
    conclude_check(document.id, Passed(900), NOW, documents, InMemoryReadings())
    assert [leftover.due_at for leftover in documents.leftovers] == [NOW, NOW + timedelta(minutes=11)]


def test_a_document_that_did_not_pass_says_why(documents: InMemoryDocuments) -> None:
    document = announced(documents, "checking")
    conclude_check(document.id, Refused("infected"), NOW, documents, InMemoryReadings())
    assert documents.saved[document.id].reason == "infected"
    (event,) = documents.events
    assert isinstance(event, DocumentRejected)
    assert event.reason == "infected"


@pytest.mark.parametrize("state", ["accepted", "rejected", "expired", "removed"])
def test_a_second_verdict_changes_nothing(documents: InMemoryDocuments, state: DocumentState) -> None:
    document = announced(documents, state)
    conclude_check(document.id, Refused("infected"), NOW, documents, InMemoryReadings())
    conclude_check(document.id, Passed(900), NOW, documents, InMemoryReadings())
    assert documents.saved[document.id].state == state
    assert documents.events == []


def test_a_check_that_takes_too_long_is_tried_again_and_then_the_document_is_refused(
    documents: InMemoryDocuments,
) -> None:
    document = announced(documents, "checking")
    for tries in (1, 2):
        conclude_check(document.id, TookTooLong(), NOW, documents, InMemoryReadings())
        waiting = documents.saved[document.id]
        assert (waiting.state, waiting.check_due_at) == ("checking", NOW + tries * timedelta(seconds=5))
    conclude_check(document.id, TookTooLong(), NOW, documents, InMemoryReadings())
    assert (documents.saved[document.id].state, documents.saved[document.id].reason) == (
        "rejected",
        "too-costly-to-read",
    )
    assert [type(event) for event in documents.events] == [DocumentRejected]


def test_a_check_that_could_not_be_done_is_no_try_however_often(documents: InMemoryDocuments) -> None:
    document = announced(documents, "checking")
    for _ in range(20):
        conclude_check(document.id, Postponed(AGAIN_SOON), NOW, documents, InMemoryReadings())
    waiting = documents.saved[document.id]
    assert (waiting.state, waiting.check_tries, waiting.check_due_at) == ("checking", 0, NOW + AGAIN_SOON)


def test_the_check_of_what_an_older_version_completed_is_due_once_it_is_heard_of(documents: InMemoryDocuments) -> None:
    document = announced(documents, "checking")
    documents.saved[document.id].check_due_at = None
    on_document_uploaded(uploaded(document), NOW, documents)
    assert documents.saved[document.id].check_due_at == NOW
    on_document_uploaded(uploaded(document), NOW + timedelta(seconds=9), documents)
    assert documents.saved[document.id].check_due_at == NOW
