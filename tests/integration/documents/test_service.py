"""The whole service: real broker, database, store and antivirus."""

from base64 import b64decode
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from deploy.demo.notices import TAX_NUMBERS, specimen_notice
from deploy.demo.paper_authority import PaperAuthority
from deploy.native.parts.object_store import ObjectStore
from services.contracts.applications import DocumentsHeld
from services.contracts.documents import (
    CompleteUpload,
    DescribeDocument,
    DocumentNotAccepted,
    DocumentNotAwaitingUpload,
    FileTooLarge,
    GetDocument,
    GetNoticeReading,
    GetUploadTarget,
    ListAccesses,
    ListDocuments,
    OpenDocument,
    PageImageView,
    PreviewDocument,
    QuotaExceeded,
    RemoveDocument,
    UnknownDocument,
    UnknownPage,
    UploadMissing,
)
from services.contracts.refusals import NotAuthenticated, NotPermitted, Unavailable
from services.documents.object_store import S3Objects
from tests.integration.documents.member import Listener, Person, get, put, rows_of
from tests.parts.caller import Caller
from tests.parts.keys import Keys
from tests.parts.service import RunningService
from tests.parts.waiting import wait_for
from tests.unit.documents import files

CONTENT = files.a_pdf(content=b"% an honest page")


def test_an_honest_document_is_accepted_kept_and_read_back(member: Person, listener: Listener) -> None:
    document_id = member.hands_in(CONTENT)
    view = member.waits_for_verdict(document_id)
    assert (view.state, view.reason, view.version) == ("accepted", None, 3)
    assert view.valid_until is not None
    content = member.opens(document_id)
    assert (content.filename, content.content_type, content.size) == ("avis.pdf", "application/pdf", len(CONTENT))
    assert get(content.url) == CONTENT
    wait_for(lambda: listener.types_about(document_id) == ["document_uploaded", "document_accepted"])
    told = listener.about(document_id)[1]["data"]
    assert told == {
        "document_id": str(document_id),
        "owner_id": str(member.id),
        "kind": "tax_notice",
        "content_type": "application/pdf",
        "size": len(CONTENT),
        "version": 3,
    }


@pytest.mark.parametrize(
    ("content", "filename", "reason"),
    [
        pytest.param(files.an_encrypted_pdf(), "a.pdf", "encrypted", id="encrypted-pdf"),
        pytest.param(files.a_pdf_that_runs_javascript(), "a.pdf", "active-content", id="pdf-with-javascript"),
        pytest.param(files.a_pdf_that_launches(), "a.pdf", "active-content", id="pdf-that-launches"),
        pytest.param(files.a_pdf_with_an_attachment(), "a.pdf", "embedded-files", id="pdf-with-attachment"),
        pytest.param(files.a_pdf_with_an_attachment(files.EICAR), "a.pdf", "embedded-files", id="attached-virus"),
        pytest.param(files.a_pdf_followed_by(files.HTML), "a.pdf", "trailing-data", id="pdf-and-html"),
        pytest.param(files.a_png() + files.a_zip(), "a.png", "trailing-data", id="png-and-zip"),
        pytest.param(files.a_pixel_flood_png(), "a.png", "too-many-pixels", id="pixel-flood"),
        pytest.param(files.an_svg(), "a.png", "unsupported-type", id="svg-renamed-png"),
        pytest.param(files.a_truncated_jpeg(), "a.jpg", "damaged", id="truncated-jpeg"),
        pytest.param(files.EICAR, "a.pdf", "unsupported-type", id="virus-renamed-pdf"),
        pytest.param(files.a_pdf(content=files.EICAR), "a.pdf", "infected", id="virus-in-a-pdf"),
        pytest.param(files.a_zip("eicar.com", files.EICAR), "a.pdf", "unsupported-type", id="virus-in-a-zip"),
    ],
)
def test_a_hostile_document_is_rejected_with_its_reason(
    member: Person, listener: Listener, content: bytes, filename: str, reason: str
) -> None:
    document_id = member.hands_in(content, filename)
    view = member.waits_for_verdict(document_id)
    assert (view.state, view.reason) == ("rejected", reason)
    with pytest.raises(DocumentNotAccepted):
        member.opens(document_id)
    wait_for(lambda: listener.types_about(document_id) == ["document_uploaded", "document_rejected"])
    assert listener.about(document_id)[1]["data"]["reason"] == reason


def test_what_is_written_after_the_check_reaches_nobody(member: Person) -> None:
    document = member.announces(CONTENT)
    put(document.upload.url, CONTENT)
    member.says(CompleteUpload(document_id=document.id))
    assert member.waits_for_verdict(document.id).state == "accepted"
    put(document.upload.url, bytes(len(CONTENT)))
    assert get(member.opens(document.id).url) == CONTENT


def test_nothing_is_complete_before_it_is_uploaded(member: Person) -> None:
    document = member.announces(CONTENT)
    with pytest.raises(UploadMissing):
        member.says(CompleteUpload(document_id=document.id))
    target = member.says(GetUploadTarget(document_id=document.id))
    put(target.url, CONTENT)
    assert member.says(CompleteUpload(document_id=document.id)).state == "checking"
    with pytest.raises(DocumentNotAwaitingUpload):
        member.says(GetUploadTarget(document_id=document.id))


def test_saying_complete_twice_starts_one_check(member: Person, listener: Listener) -> None:
    document_id = member.hands_in(CONTENT)
    member.says(CompleteUpload(document_id=document_id))
    member.waits_for_verdict(document_id)
    assert member.says(CompleteUpload(document_id=document_id)).state == "accepted"
    wait_for(lambda: "document_accepted" in listener.types_about(document_id))
    assert listener.types_about(document_id).count("document_uploaded") == 1


def test_an_event_delivered_five_times_gives_one_verdict(member: Person, listener: Listener) -> None:
    document_id = member.hands_in(CONTENT)
    (uploaded,) = wait_for(lambda: listener.about(document_id)[:1])
    for _ in range(5):
        listener.repeat(uploaded)
    member.waits_for_verdict(document_id)
    after = member.hands_in(CONTENT)  # whose verdict comes after those of the repeated event
    member.waits_for_verdict(after)
    wait_for(lambda: "document_accepted" in listener.types_about(after))
    assert listener.types_about(document_id).count("document_accepted") == 1
    assert member.sees(document_id).version == 3


def test_somebody_elses_document_is_unknown(member: Person, caller: Caller, keys: Keys) -> None:
    document_id = member.hands_in(CONTENT)
    stranger = Person(caller, keys)
    requests: list[Any] = [GetDocument, GetUploadTarget, CompleteUpload, OpenDocument, RemoveDocument]
    for request in requests:
        for unknown in (document_id, uuid4()):
            with pytest.raises(UnknownDocument):
                stranger.says(request(document_id=unknown))
    assert stranger.says(ListDocuments()).items == []


def test_who_may_not_call_is_told_so(member: Person, officer: Person, caller: Caller) -> None:
    with pytest.raises(NotAuthenticated):
        caller.call(ListDocuments())
    with pytest.raises(NotPermitted):
        officer.says(ListDocuments())
    with pytest.raises(NotPermitted):
        member.says(DescribeDocument(document_id=uuid4()))


def test_an_officer_reads_what_an_application_holds_and_the_owner_sees_it(
    member: Person, officer: Person, listener: Listener
) -> None:
    document_id, application_id = member.hands_in(CONTENT), uuid4()
    member.waits_for_verdict(document_id)
    for look in (officer.sees, officer.opens):
        with pytest.raises(UnknownDocument):
            look(document_id)
    listener.tell(DocumentsHeld(application_id=application_id, document_ids=[document_id], version=1))
    wait_for(lambda: officer.finds(document_id), what="learning that an application holds it")
    member.opens(document_id)
    assert member.says(ListAccesses()).items == []
    command, key = OpenDocument(document_id=document_id), str(uuid4())
    assert get(officer.says(command, key=key).url) == CONTENT
    officer.says(command, key=key)  # the same call again
    (reading,) = member.says(ListAccesses()).items
    assert (reading.document_id, reading.reader_id, reading.kind) == (document_id, officer.id, "tax_notice")
    assert reading.application_id == application_id
    officer.says(command)
    assert len(member.says(ListAccesses()).items) == 2


def test_an_officer_is_shown_the_pages_of_what_an_application_holds_and_that_is_one_reading(
    member: Person, officer: Person, listener: Listener
) -> None:
    document_id, application_id = member.hands_in(files.a_pdf(pages=2)), uuid4()
    member.waits_for_verdict(document_id)
    with pytest.raises(UnknownDocument):
        officer.says(PreviewDocument(document_id=document_id))
    with pytest.raises(NotPermitted):
        member.says(PreviewDocument(document_id=document_id))
    assert member.says(ListAccesses()).items == []
    listener.tell(DocumentsHeld(application_id=application_id, document_ids=[document_id], version=1))
    wait_for(lambda: officer.finds(document_id), what="learning that an application holds it")

    def drawn(page: int) -> PageImageView | None:
        with suppress(Unavailable):  # the machine may be busy
            view: PageImageView = officer.says(PreviewDocument(document_id=document_id, page=page))
            return view
        return None

    for page in (1, 2):
        view = wait_for(partial(drawn, page), what="a page")
        assert view
        assert (view.page, view.pages) == (page, 2)
        assert b64decode(view.image).startswith(b"\xff\xd8\xff")
    (reading,) = member.says(ListAccesses()).items
    assert (reading.reader_id, reading.application_id) == (officer.id, application_id)
    wait_for(lambda: "acted" in listener.types_about(document_id), what="the act")
    assert listener.types_about(document_id).count("acted") == 1
    with pytest.raises(UnknownPage):
        officer.says(PreviewDocument(document_id=document_id, page=3))


def test_a_tax_notice_says_what_it_says_to_its_owner_and_to_identity_for_as_long_as_it_is_kept(
    member: Person,
    caller: Caller,
    listener: Listener,
    paper_authority: PaperAuthority,
    running: RunningService,
    database: str,
) -> None:
    document_id = member.hands_in(specimen_notice(paper_authority, income=24119, parts="2.75", income_year=2024))
    read = member.waits_for_verdict(document_id).read
    assert read
    assert (read.paper, read.signature) == ("tax_notice", "verified")
    assert (read.fields["reference_tax_income"], read.fields["parts"]) == ("24119", "2.75")
    assert (read.fields["income_year"], read.fields["declarants"]) == (2024, ["MARTIN CLAIRE"])
    assert [each.read for each in member.says(ListDocuments()).items] == [read]
    assert member.says(CompleteUpload(document_id=document_id)).read is None  # an answer that is kept with its key
    told = running.log.read_text() + "".join(rows_of(database)) + str(listener.about(document_id))
    assert [secret for secret in (*TAX_NUMBERS, "RUE DU SPECIMEN") if secret in told] == []
    asked = GetNoticeReading(document_id=document_id, owner_id=member.id)
    told = caller.call(asked, actor="service:identity")
    assert told.reading.reference_tax_income == 24119
    assert (told.kind, told.state, told.paper) == ("tax_notice", "accepted", "tax_notice")
    with pytest.raises(UnknownDocument):
        caller.call(GetNoticeReading(document_id=document_id, owner_id=uuid4()), actor="service:identity")
    with pytest.raises(NotPermitted):
        caller.call(asked, actor="service:applications")
    member.says(RemoveDocument(document_id=document_id))
    with pytest.raises(UnknownDocument):
        caller.call(asked, actor="service:identity")
    assert [row for row in rows_of(database) if "MARTIN CLAIRE" in row] == []


def test_a_list_is_read_page_by_page_newest_first(member: Person) -> None:
    announced = [member.announces(CONTENT, kind=kind).id for kind in ("invoice", "tax_notice", "invoice", "other")]
    first = member.says(ListDocuments(limit=3))
    assert [view.id for view in first.items] == announced[:0:-1]
    second = member.says(ListDocuments(limit=3, cursor=first.next_cursor))
    assert [view.id for view in second.items] == announced[:1]
    assert second.next_cursor is None
    invoices = member.says(ListDocuments(kind="invoice", state="awaiting_upload"))
    assert [view.id for view in invoices.items] == [announced[2], announced[0]]


def test_what_is_too_large_or_too_much_is_refused_before_it_is_uploaded(member: Person) -> None:
    with pytest.raises(FileTooLarge) as too_large:
        member.announces(CONTENT, size=26 * 1024 * 1024)
    assert too_large.value.errors[0].pointer == "/size"
    for _ in range(20):
        member.announces(CONTENT, size=25 * 1024 * 1024)
    with pytest.raises(QuotaExceeded):
        member.announces(CONTENT, size=1)


def test_a_removed_document_leaves_nothing_behind(
    member: Person, officer: Person, listener: Listener, objects: S3Objects, store: ObjectStore
) -> None:
    document_id = member.hands_in(CONTENT)
    member.waits_for_verdict(document_id)
    url = member.opens(document_id).url
    key = url.partition("?")[0].partition("/documents/")[2]
    assert objects.stat(key)
    member.says(RemoveDocument(document_id=document_id))
    for reader in (member, officer):
        with pytest.raises(UnknownDocument):
            reader.opens(document_id)
    wait_for(lambda: "document_removed" in listener.types_about(document_id))
    wait_for(lambda: objects.stat(key) is None)


def test_it_is_ready_once_store_database_and_broker_answer(running: RunningService) -> None:
    status, body = running.get("/health/ready")
    assert status == 200
    assert '"object_store":"ok"' in body
