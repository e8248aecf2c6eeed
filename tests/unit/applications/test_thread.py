from uuid import UUID, uuid4

import pytest

from services.applications.domain.documents import KnownDocument
from services.applications.handlers.mark_messages_read import mark_messages_read
from services.applications.handlers.post_message import post_message
from services.contracts.actor import Actor
from services.contracts.applications import (
    MarkMessagesRead,
    MessagePosted,
    NotAttachable,
    NoThreadYet,
    PostMessage,
    UnknownApplication,
)
from tests.unit.applications.fakes import InMemoryApplications, InMemoryDocuments, InMemoryMessages
from tests.unit.applications.given import ALLOWANCE, LATER, NOW, claimed, complete, document, draft, member, officer

ANA, PAUL = uuid4(), uuid4()


def post(
    applications: InMemoryApplications,
    application_id: UUID,
    by: Actor,
    *documents: KnownDocument,
    known: bool = True,
) -> InMemoryMessages:
    messages = InMemoryMessages()
    command = PostMessage(application_id=application_id, body="Bonjour", document_ids=[one.id for one in documents])
    described = [] if known else list(documents)
    book = InMemoryDocuments(*documents) if known else InMemoryDocuments()
    post_message(command, by, NOW, ALLOWANCE, applications, messages, book, described)
    return messages


def test_a_member_writes_to_the_officer_who_claimed_the_application() -> None:
    application = claimed(PAUL, member_id=ANA)
    applications = InMemoryApplications(application)

    post(applications, application.id, member(ANA))

    (event,) = applications.events
    assert isinstance(event, MessagePosted)
    assert (event.author, event.officer_id) == ("member", PAUL)
    assert "Bonjour" not in event.model_dump_json()


def test_an_officer_writes_once_it_is_submitted() -> None:
    application = complete(ANA)
    applications = InMemoryApplications(application)

    post(applications, application.id, officer(PAUL))

    assert applications.get(application.id).thread.unread_by_member == 1


def test_a_draft_has_no_thread() -> None:
    application = draft(ANA)

    with pytest.raises(NoThreadYet):
        post(InMemoryApplications(application), application.id, member(ANA))
    with pytest.raises(UnknownApplication):
        post(InMemoryApplications(application), application.id, officer())


def test_a_stranger_finds_no_thread() -> None:
    application = complete(ANA)

    with pytest.raises(UnknownApplication):
        post(InMemoryApplications(application), application.id, member(uuid4()))


def test_a_message_carries_documents_of_the_member_only() -> None:
    application = complete(ANA)
    applications = InMemoryApplications(application)

    post(applications, application.id, member(ANA), document(ANA), known=False)

    with pytest.raises(NotAttachable) as refused:
        post(applications, application.id, member(ANA), document(ANA), document(uuid4()))
    assert refused.value.errors[0].pointer == "/document_ids/1"


def test_reading_marks_the_messages_of_the_other_side() -> None:
    application = complete(ANA)
    applications = InMemoryApplications(application)
    messages = post(applications, application.id, officer(PAUL))

    mark_messages_read(MarkMessagesRead(application_id=application.id), member(ANA), LATER, applications, messages)

    assert messages.kept[0].read_at == LATER
    assert applications.get(application.id).thread.unread_by_member == 0


def test_messages_do_not_make_what_the_member_is_typing_stale() -> None:
    application = complete(ANA)
    applications = InMemoryApplications(application)

    post(applications, application.id, officer(PAUL))

    assert applications.get(application.id).version == application.version
