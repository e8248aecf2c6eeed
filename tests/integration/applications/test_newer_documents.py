"""During an upgrade documents may be newer than applications, and use words that it does not know."""

from uuid import uuid4

from services.contracts.applications import MissingDocumentView, NotAttachable, WrongDocumentKind
from services.contracts.documents import DocumentAccepted, DocumentFactsView
from tests.contracts.newer import SOMETHING_NEW
from tests.integration.applications.desk import Desk
from tests.parts.waiting import wait_for


def test_a_document_in_a_state_that_is_not_known_is_shown_and_not_yet_accepted(desk: Desk) -> None:
    member_id = uuid4()
    application = desk.draft(member_id)
    document = desk.document(member_id)
    newer = DocumentFactsView.received(document.model_dump() | {"state": SOMETHING_NEW, "version": 2})
    desk.neighbours.documents[document.document_id] = newer

    attached = desk.attach(member_id, application.id, newer)

    assert [one.state for one in attached.documents] == [SOMETHING_NEW]
    assert [one.state for one in attached.missing if isinstance(one, MissingDocumentView)] == [SOMETHING_NEW]


def test_an_event_of_a_document_whose_kind_is_not_known_is_kept_and_fits_no_slot(desk: Desk) -> None:
    member_id = uuid4()
    application = desk.draft(member_id)
    document = desk.document(member_id)
    desk.neighbours.documents.pop(document.document_id)  # known by its event alone

    desk.tell(DocumentAccepted.received(document.model_dump() | {"kind": SOMETHING_NEW}))

    def fits_no_slot() -> bool:
        try:
            desk.attach(member_id, application.id, document)
        except NotAttachable:  # the event has not arrived
            return False
        except WrongDocumentKind:
            return True
        raise AssertionError("attached")

    wait_for(fits_no_slot, what="an answer that knows the document")
