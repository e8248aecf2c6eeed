from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.handlers.attach_document import attach_document
from services.applications.handlers.detach_document import detach_document
from services.applications.handlers.on_document import on_document
from services.applications.handlers.save_answers import save_answers
from services.contracts.applications import (
    AttachDocument,
    DetachDocument,
    DocumentTooLarge,
    NotAttachable,
    NotEditable,
    SaveAnswers,
    UnknownApplication,
    UnknownSlot,
    WrongDocumentKind,
    WrongDocumentType,
)
from services.contracts.refusals import Refusal
from tests.unit.applications.fakes import InMemoryApplications, InMemoryDocuments
from tests.unit.applications.given import LATER, NOW, benefit, claimed, complete, document, draft, member

ANA = uuid4()


def incomplete() -> Application:
    """Its tax notice is missing, nothing else."""
    application = draft(ANA)
    application.submit(at=NOW)
    application.events.clear()
    return application


def attach(
    applications: InMemoryApplications, application_id: UUID, known: KnownDocument, slot: str = "tax_notice"
) -> None:
    command = AttachDocument(application_id=application_id, slot=slot, document_id=known.id)
    attach_document(command, member(ANA), LATER, applications, InMemoryDocuments(known), None)


def save(applications: InMemoryApplications, application_id: UUID, answers: dict[str, object]) -> None:
    command = SaveAnswers(application_id=application_id, answers=answers)
    save_answers(command, member(ANA), LATER, applications)


def test_an_incomplete_application_resumes_when_its_last_document_is_accepted() -> None:
    checking = document(ANA, "checking", version=1)
    application = incomplete()
    application.attach("tax_notice", checking, at=NOW)
    applications, documents = InMemoryApplications(application), InMemoryDocuments(checking)

    on_document(document(ANA, id=checking.id, version=2), LATER, documents, applications)

    resumed = applications.get(application.id)
    assert applications.event_types == ["application_completed"]
    assert applications.events[-1].had_been_incomplete is True  # type: ignore[attr-defined]  # the completed one
    assert (resumed.status, resumed.review.completed_at, resumed.missing) == ("submitted", LATER, [])
    assert resumed.waiting.total == LATER - NOW


def test_news_that_come_late_do_not_undo_what_is_known() -> None:
    accepted = document(ANA, version=2)
    application = complete(ANA)
    application.documents = {"tax_notice": accepted}
    applications, documents = InMemoryApplications(application), InMemoryDocuments(accepted)

    on_document(document(ANA, "checking", id=accepted.id, version=1), LATER, documents, applications)

    assert documents.get(accepted.id).state == "accepted"
    assert applications.get(application.id).status == "submitted"


def test_an_acceptance_that_came_before_the_attachment_counts() -> None:
    application = incomplete()
    applications = InMemoryApplications(application)
    accepted = document(ANA, version=2)
    command = AttachDocument(application_id=application.id, slot="tax_notice", document_id=accepted.id)
    described = document(ANA, "checking", id=accepted.id, version=1)

    attach_document(command, member(ANA), LATER, applications, InMemoryDocuments(accepted), described)

    assert applications.event_types == ["application_completed"]


def test_a_rejected_document_is_missing_again() -> None:
    checking = document(ANA, "checking", version=1)
    application = incomplete()
    application.attach("tax_notice", checking, at=NOW)
    applications = InMemoryApplications(application)

    on_document(document(ANA, "rejected", id=checking.id), LATER, InMemoryDocuments(checking), applications)

    (missing,) = applications.get(application.id).missing
    assert (missing.item, missing.state) == ("tax_notice", "rejected")


def test_an_application_whose_document_is_removed_waits_for_its_member_again() -> None:
    application = complete(ANA)
    removed = document(ANA, "removed", id=application.documents["tax_notice"].id, version=3)
    applications = InMemoryApplications(application)

    on_document(removed, LATER, InMemoryDocuments(), applications)

    assert applications.event_types == ["application_marked_incomplete"]


def test_a_document_that_expires_after_completion_changes_nothing() -> None:
    application = complete(ANA)
    expired = document(ANA, "expired", id=application.documents["tax_notice"].id, version=3)
    applications = InMemoryApplications(application)

    on_document(expired, LATER, InMemoryDocuments(), applications)

    assert applications.event_types == []


def test_what_is_missing_can_still_be_given_after_the_deadline() -> None:
    application = incomplete()
    application.benefit = benefit(closes_on=date(2026, 11, 20))
    applications = InMemoryApplications(application)

    attach(applications, application.id, document(ANA))

    assert applications.event_types == ["application_completed"]


@pytest.mark.parametrize(
    ("known", "refusal"),
    [
        (document(uuid4()), NotAttachable),
        (document(ANA, "rejected"), NotAttachable),
        (document(ANA, "removed"), NotAttachable),
        (document(ANA, kind="invoice"), WrongDocumentKind),
        (document(ANA, content_type=None), WrongDocumentType),
        (document(ANA, size=1001), DocumentTooLarge),
    ],
)
def test_a_document_that_does_not_fit_is_refused(known: KnownDocument, refusal: type[Refusal]) -> None:
    application = draft(ANA)

    with pytest.raises(refusal) as refused:
        attach(InMemoryApplications(application), application.id, known)
    assert refused.value.errors[0].pointer == "/document_id"


def test_a_document_goes_into_a_slot_that_exists() -> None:
    application = draft(ANA)

    with pytest.raises(UnknownSlot):
        attach(InMemoryApplications(application), application.id, document(ANA), slot="photo")


def test_a_slot_holds_one_document() -> None:
    application = draft(ANA)
    applications = InMemoryApplications(application)
    second = document(ANA)

    attach(applications, application.id, document(ANA))
    attach(applications, application.id, second)

    assert applications.get(application.id).documents == {"tax_notice": second}


def test_a_document_is_taken_out_of_a_draft() -> None:
    application = draft(ANA, documents={"tax_notice": document(ANA)})
    applications = InMemoryApplications(application)
    command = DetachDocument(application_id=application.id, slot="tax_notice")

    detach_document(command, member(ANA), applications)

    assert applications.get(application.id).documents == {}


def test_an_application_of_someone_else_takes_no_document() -> None:
    application = draft()

    with pytest.raises(UnknownApplication):
        attach(InMemoryApplications(application), application.id, document(ANA))


def test_only_what_is_missing_can_be_changed_in_an_incomplete_application() -> None:
    application = incomplete()
    applications = InMemoryApplications(application)

    with pytest.raises(NotEditable):
        save(applications, application.id, {"kind": "camp"})
    with pytest.raises(NotEditable):
        attach(applications, application.id, document(ANA, kind="invoice"), slot="invoice")


def test_saving_the_same_answers_again_is_no_change() -> None:
    application = incomplete()
    applications = InMemoryApplications(application)

    save(applications, application.id, {"kind": "family"})

    assert applications.event_types == []


def test_an_answer_that_was_missing_can_be_corrected_until_the_application_is_complete() -> None:
    application = draft(ANA, answers={"kind": "family"})
    application.submit(at=NOW)
    applications = InMemoryApplications(application)

    save(applications, application.id, {"children": [{"given_name": "Zo", "birth_date": "2015-04-02"}]})
    save(applications, application.id, {"children": [{"given_name": "Zoé", "birth_date": "2015-04-02"}]})

    assert applications.get(application.id).answers["children"][0]["given_name"] == "Zoé"


def test_a_complete_application_cannot_be_changed() -> None:
    for application in (complete(ANA), claimed(uuid4(), member_id=ANA)):
        with pytest.raises(NotEditable):
            save(InMemoryApplications(application), application.id, {"kind": "camp"})


def test_time_spent_waiting_for_the_member_adds_up() -> None:
    application = incomplete()
    applications = InMemoryApplications(application)

    attach(applications, application.id, document(ANA))

    assert applications.get(application.id).waiting.total == timedelta(days=5)
