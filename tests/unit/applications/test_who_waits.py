"""Whom the last word of a thread waits for; that none is needed; general threads; how long papers are kept."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from services.applications.domain.allowance import Written
from services.applications.domain.applicant import Applicant
from services.applications.domain.application import Application
from services.applications.domain.keeping import Keeping, keeping
from services.applications.domain.thread import Message, Thread
from services.applications.handlers.post_message import post_message
from services.applications.handlers.post_thread_message import post_thread_message
from services.applications.handlers.settle_messages import settle_messages
from services.applications.handlers.settle_thread import settle_thread
from services.applications.handlers.start_thread import start_thread
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    NotAttachable,
    PostMessage,
    PostThreadMessage,
    SettleMessages,
    SettleThread,
    StartThread,
    TooManyMessages,
    UnknownThread,
)
from tests.unit.applications.fakes import InMemoryApplications, InMemoryDocuments, InMemoryMessages, InMemoryThreads
from tests.unit.applications.given import ALLOWANCE, LATER, NOW, claimed, complete, document, draft, member, officer

ANA, PAUL = uuid4(), uuid4()
MINUTE = timedelta(minutes=1)


def as_she_is(region: str | None = "Bretagne") -> Applicant:
    facts = {"given_name": "Ana", "family_name": "Roux", "establishment_name": "CHU de Rennes", "region": region}
    return Applicant(ANA, "agent", "12345674", facts)


def wrote(author: str, minutes: int, thread_id: UUID) -> Message:
    who = ANA if author == "member" else PAUL
    return Message(thread_id, author, who, "Bonjour", [], NOW + minutes * MINUTE)  # type: ignore[arg-type]  # a word of the contract


def test_it_waits_since_the_first_word_that_nobody_answered() -> None:
    thread = Thread().written_by("member", NOW).written_by("member", LATER)
    assert thread.unanswered_since == NOW
    answered = thread.written_by("officer", LATER)
    assert answered.unanswered_since is None
    assert answered.written_by("member", LATER).unanswered_since == LATER


def test_what_came_while_the_answer_was_written_goes_on_waiting() -> None:
    thread = Thread().written_by("member", NOW).written_by("member", LATER)
    assert thread.written_by("officer", LATER, unseen_since=LATER).unanswered_since == LATER
    assert thread.settled(unseen_since=LATER).unanswered_since == LATER


def test_no_answer_is_needed_once_and_again_and_nothing_happens_where_nothing_waits() -> None:
    waiting = Thread().written_by("member", NOW)
    settled = waiting.settled()
    assert settled.unanswered_since is None
    assert settled.settled(unseen_since=LATER) == settled
    assert settled.unread_by_officer == 1, "that it was read is another thing"


def test_reading_is_no_answer() -> None:
    assert Thread().written_by("member", NOW).read_by("officer").unanswered_since == NOW


@pytest.mark.parametrize("author", ["member", "officer"])
def test_in_a_decided_application_a_message_waits_as_in_any(author: str) -> None:
    application = claimed(PAUL, member_id=ANA)
    application.decide("rejected", None, "Hors délai.", NOW)
    application.post(wrote("member", 1, application.id))
    application.post(wrote(author, 2, application.id))
    assert (application.thread.unanswered_since is None) == (author == "officer")


def test_a_decision_and_a_request_for_items_leave_the_question_or_answer_it() -> None:
    asked = claimed(PAUL, member_id=ANA)
    asked.post(wrote("member", 1, asked.id))
    asked.decide("rejected", None, "Hors délai.", LATER)
    assert asked.thread.unanswered_since == NOW + MINUTE, "a decision answers no question"
    other = claimed(PAUL, member_id=ANA)
    other.post(wrote("member", 1, other.id))
    other.request(["kind"], "Lequel ?", PAUL, LATER)
    assert other.thread.unanswered_since is None, "a request is a word of the officers'"


def test_an_answer_says_up_to_which_message_it_was_seen() -> None:
    application = complete(ANA)
    applications, messages = InMemoryApplications(application), InMemoryMessages()

    def say(by: Actor, at: datetime, seen: UUID | None = None) -> Message:
        command = PostMessage(application_id=application.id, body="Bonjour", seen=seen)
        return post_message(command, by, at, ALLOWANCE, applications, messages, InMemoryDocuments(), [])

    first = say(member(ANA), NOW)
    say(member(ANA), NOW + MINUTE)
    say(officer(PAUL), LATER, seen=first.id)
    assert applications.get(application.id).thread.unanswered_since == NOW + MINUTE
    settle_messages(SettleMessages(application_id=application.id), LATER, applications, messages)
    assert applications.get(application.id).thread.unanswered_since is None
    assert applications.get(application.id).version == application.version


def test_a_general_thread_is_started_answered_and_settled_by_an_officer_of_its_region() -> None:
    threads, messages = InMemoryThreads(), InMemoryMessages()
    sent = document(ANA)
    books = threads, messages, InMemoryDocuments(sent)
    command = StartThread(subject="Retraite", body="Bonjour", document_ids=[sent.id])
    thread = start_thread(command, member(ANA), NOW, ALLOWANCE, *books, as_she_is(), [])
    assert threads.get(thread.id).thread == Thread(0, 1, NOW)

    def answer(by: Actor) -> None:
        posted = PostThreadMessage(thread_id=thread.id, body="Voici.")
        post_thread_message(posted, by, LATER, ALLOWANCE, *books, [])

    elsewhere = Actor(str(uuid4()), "staff", frozenset({Role.OFFICER}), regions=frozenset({"Corse"}))
    for stranger in (elsewhere, member(uuid4())):
        with pytest.raises(UnknownThread):
            answer(stranger)
    with pytest.raises(UnknownThread):
        settle_thread(SettleThread(thread_id=thread.id), elsewhere, LATER, threads, messages)
    answer(officer(PAUL))
    assert threads.get(thread.id).thread == Thread(1, 1, None)
    assert [(one.author, one.officer_id) for one in threads.events] == [("member", None), ("officer", PAUL)]
    answer(member(ANA))
    settle_thread(SettleThread(thread_id=thread.id), officer(PAUL), LATER, threads, messages)
    assert threads.get(thread.id).thread == Thread(1, 0, None), "who says so has read it"


def test_no_thread_is_started_past_the_limit_nor_with_a_paper_of_somebody_else() -> None:
    class Full(InMemoryMessages):
        def written_by(self, *_asked: object) -> Written:
            return Written(0, 60)

    threads = InMemoryThreads()
    command = StartThread(body="Bonjour", document_ids=[uuid4()])
    for messages, refusal in ((Full(), TooManyMessages), (InMemoryMessages(), NotAttachable)):
        with pytest.raises(refusal):
            start_thread(command, member(ANA), NOW, ALLOWANCE, threads, messages, InMemoryDocuments(), as_she_is(), [])
    assert threads.kept == {}


def decided(outcome: str = "rejected") -> Application:
    application = claimed(PAUL, member_id=ANA)
    application.decide(outcome, None, "Hors délai.", datetime(2026, 12, 31, 23, 30, tzinfo=NOW.tzinfo))  # type: ignore[arg-type]  # a word of the contract
    return application


def withdrawn() -> Application:
    application = complete(ANA)
    application.withdraw(NOW)
    return application


@pytest.mark.parametrize(
    ("application", "kept"),
    [
        (draft(ANA), None),
        (complete(ANA), Keeping("under_way")),
        (withdrawn(), None),
        (decided(), Keeping("decided", date(2027, 3, 1))),
    ],
    ids=["draft", "submitted", "withdrawn", "decided on 1 January in Paris"],
)
def test_documents_are_kept_while_it_is_looked_at_and_while_its_decision_can_be_contested(
    application: Application, kept: Keeping | None
) -> None:
    assert keeping(application) == kept
