"""A document's life, rule by rule."""

from datetime import UTC, datetime, timedelta

import pytest

from services.contracts.documents import (
    MAX_BYTES,
    CompleteUpload,
    DocumentEnding,
    DocumentExpired,
    DocumentNotAwaitingUpload,
    DocumentRemoved,
    DocumentState,
    DocumentUploaded,
    FileTooLarge,
    QuotaExceeded,
    RemoveDocument,
    UnknownDocument,
    UnsupportedType,
    UploadMissing,
)
from services.contracts.refusals import Refusal
from services.documents.domain.quota import QUOTA_DOCUMENTS
from services.documents.handlers.complete_upload import complete_upload
from services.documents.handlers.create_document import create_document
from services.documents.handlers.expire_documents import expire_documents
from services.documents.handlers.remove_document import remove_document
from services.documents.handlers.remove_never_uploaded import remove_never_uploaded
from services.documents.handlers.tell_ending_documents import tell_ending_documents
from services.documents.ports import StoredObject
from tests.unit.documents.fakes import InMemoryDocuments, InMemoryHoldings, InMemoryObjects
from tests.unit.documents.lives import ANOTHER, MEMBER, NOTICE, NOW, announced


def test_an_announced_document_comes_with_the_public_address_to_upload_to(
    documents: InMemoryDocuments, objects: InMemoryObjects
) -> None:
    view = create_document(NOTICE, MEMBER, NOW, documents, objects)
    assert view.state == "awaiting_upload"
    assert view.upload.url.startswith("https://public/incoming/")
    assert view.upload.headers == {"Content-Type": "application/pdf"}
    assert view.upload.expires_at == NOW + timedelta(minutes=10)
    assert documents.events == []


@pytest.mark.parametrize(
    ("changes", "refusal", "pointer"),
    [
        ({"size": MAX_BYTES + 1}, FileTooLarge, "/size"),
        ({"content_type": "image/svg+xml"}, UnsupportedType, "/content_type"),
        ({"content_type": "application/zip"}, UnsupportedType, "/content_type"),
        ({"filename": "avis.exe"}, UnsupportedType, "/filename"),
        ({"filename": "avis.pdf.html"}, UnsupportedType, "/filename"),
        ({"filename": "avis"}, UnsupportedType, "/filename"),
        ({"content_type": "image/png"}, UnsupportedType, "/filename"),
    ],
)
def test_what_cannot_be_accepted_is_refused_before_it_is_uploaded(
    documents: InMemoryDocuments,
    objects: InMemoryObjects,
    changes: dict[str, object],
    refusal: type[Refusal],
    pointer: str,
) -> None:
    with pytest.raises(refusal) as caught:
        create_document(NOTICE.model_copy(update=changes), MEMBER, NOW, documents, objects)
    assert [error.pointer for error in caught.value.errors] == [pointer]
    assert documents.saved == {}


def test_a_member_keeps_so_many_documents_and_no_more(documents: InMemoryDocuments, objects: InMemoryObjects) -> None:
    for _ in range(QUOTA_DOCUMENTS):
        announced(documents)
    with pytest.raises(QuotaExceeded):
        create_document(NOTICE, MEMBER, NOW, documents, objects)
    assert create_document(NOTICE, ANOTHER, NOW, documents, objects)


def test_a_member_keeps_so_many_bytes_and_no_more(documents: InMemoryDocuments, objects: InMemoryObjects) -> None:
    large = NOTICE.model_copy(update={"size": MAX_BYTES})
    for _ in range(20):
        create_document(large, MEMBER, NOW, documents, objects)
    with pytest.raises(QuotaExceeded):
        create_document(NOTICE, MEMBER, NOW, documents, objects)


def test_removed_and_rejected_documents_do_not_count(documents: InMemoryDocuments, objects: InMemoryObjects) -> None:
    for _ in range(QUOTA_DOCUMENTS):
        announced(documents, "rejected")
        announced(documents, "removed")
    assert create_document(NOTICE, MEMBER, NOW, documents, objects)


def test_a_complete_upload_is_to_be_checked(documents: InMemoryDocuments) -> None:
    document = announced(documents)
    view = complete_upload(CompleteUpload(document_id=document.id), MEMBER, NOW, documents, StoredObject(1000))
    assert (view.state, view.version) == ("checking", 2)
    assert documents.events == [
        DocumentUploaded(document_id=document.id, owner_id=MEMBER.id, kind="tax_notice", version=2)
    ]


def test_an_upload_is_not_complete_while_nothing_is_there(documents: InMemoryDocuments) -> None:
    document = announced(documents)
    with pytest.raises(UploadMissing):
        complete_upload(CompleteUpload(document_id=document.id), MEMBER, NOW, documents, None)
    assert documents.saved[document.id].state == "awaiting_upload"


@pytest.mark.parametrize("state", ["checking", "accepted"])
def test_saying_twice_that_an_upload_is_complete_changes_nothing(
    documents: InMemoryDocuments, state: DocumentState
) -> None:
    document = announced(documents, state)
    view = complete_upload(CompleteUpload(document_id=document.id), MEMBER, NOW, documents, None)
    assert view.state == state
    assert documents.events == []


@pytest.mark.parametrize("state", ["rejected", "expired"])
def test_a_document_that_was_judged_takes_no_new_bytes(documents: InMemoryDocuments, state: DocumentState) -> None:
    document = announced(documents, state)
    with pytest.raises(DocumentNotAwaitingUpload):
        complete_upload(CompleteUpload(document_id=document.id), MEMBER, NOW, documents, StoredObject(1000))


def test_someone_elses_document_is_unknown(documents: InMemoryDocuments) -> None:
    document = announced(documents, "accepted")
    with pytest.raises(UnknownDocument):
        complete_upload(CompleteUpload(document_id=document.id), ANOTHER, NOW, documents, StoredObject(1000))
    with pytest.raises(UnknownDocument):
        remove_document(RemoveDocument(document_id=document.id), ANOTHER, NOW, documents, InMemoryHoldings())


def test_of_a_removed_document_no_name_and_no_bytes_remain(documents: InMemoryDocuments) -> None:
    document = announced(documents, "accepted")
    remove_document(RemoveDocument(document_id=document.id), MEMBER, NOW, documents, InMemoryHoldings())
    (event,) = documents.events
    assert isinstance(event, DocumentRemoved)
    assert documents.saved[document.id].filename == ""
    assert {leftover.key for leftover in documents.leftovers} == {document.incoming_key, document.kept_key}


def test_a_document_expires_on_the_day_after_its_last(documents: InMemoryDocuments) -> None:
    document = announced(documents, "accepted")
    expire_documents(datetime(2027, 12, 31, 22, 30, tzinfo=UTC), documents)
    assert documents.saved[document.id].state == "accepted"
    expire_documents(datetime(2027, 12, 31, 23, 30, tzinfo=UTC), documents)  # 1 January in Paris
    assert documents.saved[document.id].state == "expired"
    assert [type(event) for event in documents.events] == [DocumentExpired]


LAST_DAY = datetime(2027, 12, 31, 12, tzinfo=UTC)


def told_days(documents: InMemoryDocuments) -> list[int]:
    return [event.days_left for event in documents.events if isinstance(event, DocumentEnding)]


def test_the_end_of_a_document_is_told_thirty_and_seven_days_before_each_once(documents: InMemoryDocuments) -> None:
    announced(documents, "accepted")
    for days in range(33, -3, -1):
        for _ in range(2):
            tell_ending_documents(LAST_DAY - timedelta(days=days), documents)
    assert told_days(documents) == [30, 7]
    (first, _) = documents.events
    assert isinstance(first, DocumentEnding)
    assert (first.owner_id, first.kind, first.valid_until) == (MEMBER.id, "tax_notice", LAST_DAY.date())


@pytest.mark.parametrize(
    ("days_it_ran", "told"),
    [([31, 26, 25, 7], [26, 7]), ([31, 28, 3, 2], [28, 3]), ([31, 5, 4], [5]), ([31, 0], [0]), ([31, -1], [])],
)
def test_what_was_not_told_in_time_is_told_late_and_never_twice_at_once(
    documents: InMemoryDocuments, days_it_ran: list[int], told: list[int]
) -> None:
    announced(documents, "accepted")
    for days in days_it_ran:
        tell_ending_documents(LAST_DAY - timedelta(days=days), documents)
    assert told_days(documents) == told


def test_a_document_that_was_never_uploaded_goes_within_the_hour(documents: InMemoryDocuments) -> None:
    document = announced(documents)
    remove_never_uploaded(NOW + timedelta(minutes=44), documents)
    assert documents.saved[document.id].state == "awaiting_upload"
    remove_never_uploaded(NOW + timedelta(minutes=46), documents)
    assert documents.saved[document.id].state == "removed"
    assert [type(event) for event in documents.events] == [DocumentRemoved]
