"""Messages without scripts: what is typed stays, usual answers are in the member's language and say what was seen."""

import pytest

from gateway.language import translate
from services.contracts.actor import Role
from services.contracts.applications import (
    GetReview,
    ListQueue,
    PostMessage,
    PostThreadMessage,
    SettleMessages,
    SettleThread,
    StartThread,
)
from services.contracts.documents import DocumentInUse, DocumentView, GetDocument, ListDocuments, RemoveDocument
from services.contracts.identity.reach import GetMemberReach, MemberReachView
from services.contracts.identity.waiting import GetStaffWaiting, StaffWaitingView
from tests.browser import scenes, threads
from tests.browser.examples import example, page_of
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
NEW, MINE = "/agent/messages/new", f"/agent/messages/{scenes.THREAD}"
THEIRS, REVIEW = f"/staff/messages/{scenes.THREAD}", f"/staff/applications/{scenes.REVIEWED}"


async def test_a_message_goes_with_documents_of_the_wallet(reader: Reader) -> None:
    reader.sign_in()
    await reader.go(NEW)
    answer = await reader.send(NEW, subject="Retraite", body="Bonjour.", document_ids=[str(scenes.DOCUMENT)])
    assert (answer.status_code, answer.headers["location"]) == (303, f"/agent/messages/{scenes.THREAD}")
    asked = reader.bus.last(StartThread)[0]
    assert (asked.subject, asked.body, asked.document_ids) == ("Retraite", "Bonjour.", [scenes.DOCUMENT])


@pytest.mark.parametrize("here", [NEW, MINE, f"/agent/applications/{scenes.REVIEWED}"])
async def test_a_file_that_cannot_do_costs_nothing_that_was_typed(reader: Reader, here: str) -> None:
    reader.sign_in()
    await reader.go(here)
    action = f"{here}/messages" if "applications" in here else here
    data = reader.fields(action) | {"body": "Voici mon texte.", "document_ids": str(scenes.DOCUMENT)}
    reader.page = await reader.client.post(action, data=data, files={"files": ("vide.pdf", b"", "application/pdf")})
    assert reader.page.status_code == 422
    assert "vide.pdf" in reader.text
    assert "Voici mon texte." in reader.text
    assert f'value="{scenes.DOCUMENT}" checked' in reader.page.text
    assert [reader.bus.count(each) for each in (StartThread, PostThreadMessage, PostMessage)] == [0, 0, 0]


@pytest.mark.parametrize(("language", "expected"), [("en", "en"), ("fr", "fr"), (None, "fr")])
@pytest.mark.parametrize("here", [THEIRS, REVIEW])
async def test_a_usual_answer_is_taken_over_in_the_member_s_language(
    reader: Reader, here: str, language: str | None, expected: str
) -> None:
    reader.bus.answers[GetMemberReach] = MemberReachView.received(
        {"banners": [], "has_second_email": False, "language": language}
    )
    reader.sign_in(Role.OFFICER, portal="staff")
    await reader.go(here)
    action = here if here == THEIRS else f"{here}/messages"
    await reader.send(action, take_over="yes", answer_motif="received", body="Madame,")
    text = translate("motif_text.answer_received", expected)  # type: ignore[arg-type]  # one of the two
    assert " ".join(f"Madame, {text}".split()) in reader.text
    assert reader.bus.count(PostThreadMessage) + reader.bus.count(PostMessage) == 0


@pytest.mark.parametrize(
    ("here", "answer", "settle"), [(THEIRS, PostThreadMessage, SettleThread), (REVIEW, PostMessage, SettleMessages)]
)
async def test_an_answer_and_that_none_is_needed_say_which_message_was_the_last(
    reader: Reader, here: str, answer: type, settle: type
) -> None:
    waiting = scenes.review(scenes.REVIEWED).model_copy(update={"messages_waiting_since": scenes.NOON})
    reader.bus.answers[GetReview] = waiting
    reader.sign_in(Role.OFFICER, portal="staff")
    action = here if here == THEIRS else f"{here}/messages"
    last = (threads.thread_messages() if here == THEIRS else scenes.MESSAGES).items[-1].id
    await reader.go(here)
    assert (await reader.send(f"{action}/no-answer-needed")).status_code == 303
    await reader.go(here)
    assert (await reader.send(action, body="Bonjour.")).status_code == 303
    assert [reader.bus.last(each)[0].seen for each in (answer, settle)] == [last, last]


async def test_an_empty_queue_says_that_messages_wait(reader: Reader) -> None:
    reader.bus.answers[ListQueue] = page_of()
    reader.bus.answers[GetStaffWaiting] = StaffWaitingView(messages=100)
    reader.sign_in(Role.OFFICER, portal="staff")
    await reader.go("/staff")
    assert "des messages attendent une réponse (99+)" in reader.text


async def test_the_wallet_says_until_when_a_document_stays_and_so_does_whoever_asks_to_delete_it(
    reader: Reader,
) -> None:
    kept = {"kept_for": "under_way", "kept_until": None}
    reader.sign_in()
    document = example(DocumentView, state="accepted", kept_for=None, kept_until=None)
    reader.bus.answers[ListDocuments] = page_of(document.model_copy(update=kept))
    reader.bus.answers[GetDocument] = document.model_copy(
        update={"kept_for": "decided", "kept_until": scenes.NOON.date()}
    )
    await reader.go("/agent/documents")
    assert "À conserver tant que votre demande n’est pas décidée" in reader.text
    remove = f"/agent/documents/{document.id}/remove"
    await reader.go(remove)
    assert "À conserver jusqu’au 14 mars 2026" in reader.text
    assert f'action="{remove}"' not in reader.page.text
    reader.bus.answers[GetDocument] = document
    reader.bus.answers[RemoveDocument] = DocumentInUse()
    await reader.go(remove)
    await reader.send(remove)
    assert reader.page.status_code == 409
    assert "Une demande qui n’est pas encore décidée repose sur ce document" in reader.text
