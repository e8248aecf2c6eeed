"""The officer's pace: take the next, decide and go on, usual reasons, give back; and the papers beside it all."""

import re

import pytest

from services.contracts.actor import Role
from services.contracts.applications import (
    ClaimNextApplication,
    DecideApplication,
    ListQueue,
    NothingToClaim,
    ReleaseApplication,
    RequestItems,
)
from services.contracts.base import Page
from services.contracts.documents import NotPresentable, PreviewDocument
from services.contracts.refusals import Unavailable
from tests.browser import scenes
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
QUEUE = "/staff/applications"
REVIEW = f"{QUEUE}/{scenes.REVIEWED}"
PAPERS = f"{REVIEW}/papers"


@pytest.fixture
def officer(reader: Reader) -> Reader:
    reader.sign_in(Role.OFFICER, portal="staff")
    taken = scenes.review(scenes.APPROVED)
    commands = (ClaimNextApplication, DecideApplication, RequestItems, ReleaseApplication)
    reader.bus.answers |= dict.fromkeys(commands, taken)
    return reader


@pytest.mark.parametrize("here", ["/staff", f"{QUEUE}/{scenes.REVIEWED}", f"{QUEUE}/{scenes.APPROVED}"])
async def test_the_next_is_taken_by_one_key_from_the_queue_and_from_any_file(officer: Reader, here: str) -> None:
    await officer.go(here)
    assert re.search(r'<form method="post" action="/staff/applications/next".*?data-keys="n"', officer.page.text, re.S)
    answer = await officer.send(f"{QUEUE}/next", besides=here.rpartition("/")[2])
    assert (answer.status_code, answer.headers["location"]) == (303, f"{QUEUE}/{scenes.APPROVED}")
    asked, _ = officer.bus.last(ClaimNextApplication)
    assert str(asked.besides) == here.rpartition("/")[2] or here == "/staff"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ([], "Aucun dossier n’attend"),
        (scenes.queue()[:1], "Il n’y a pas d’autre dossier à prendre que celui-ci"),
        (scenes.queue(), "pris par des collègues"),
    ],
    ids=["nothing", "this one", "others"],
)
async def test_where_there_is_nothing_to_take_it_is_said_why(officer: Reader, left: list[object], said: str) -> None:
    """The list beneath may hold some: nobody is told then that nothing waits."""
    officer.bus.answers |= {ClaimNextApplication: NothingToClaim(), ListQueue: Page(items=left)}
    await officer.go(REVIEW)
    await officer.send(f"{QUEUE}/next", besides=str(scenes.REVIEWED))
    await officer.follow()
    assert said in officer.text
    assert ("n’attend" in officer.text) == (left == [])


async def test_deciding_and_asking_lead_on_to_the_next_where_that_is_wanted(officer: Reader) -> None:
    for action, fields in (
        ("decide", {"outcome": "rejected", "reason": "Hors délai."}),
        ("request-items", {"items": "invoice", "message": "Illisible."}),
    ):
        await officer.go(REVIEW)
        answer = await officer.send(f"{REVIEW}/{action}", then="next", **fields)
        assert answer.headers["location"] == f"{QUEUE}/{scenes.APPROVED}"
        assert officer.bus.last(ClaimNextApplication)[0].besides == scenes.REVIEWED
        await officer.follow()
        assert "Voici le dossier suivant" in officer.text
    officer.bus.answers[ClaimNextApplication] = NothingToClaim()
    await officer.go(REVIEW)
    await officer.send(f"{REVIEW}/decide", then="next", outcome="rejected", reason="Hors délai.")
    assert officer.page.headers["location"] == "/staff"
    await officer.follow()
    assert "La décision est prise. Aucun autre dossier n’est à prendre." in officer.text


async def test_a_usual_reason_is_copied_into_what_was_typed_and_nothing_is_sent_yet(officer: Reader) -> None:
    await officer.go(REVIEW)
    answer = await officer.send(
        f"{REVIEW}/decide", take_over="yes", refuse_motif="late", outcome="rejected", reason="Bonjour."
    )
    assert answer.status_code == 200
    assert officer.bus.count(DecideApplication) == 0
    typed = "Bonjour.\nVotre demande a été déposée après la date limite de cette aide."
    assert f">\n{typed}</textarea>" in answer.text
    assert re.search(r'value="rejected"[^>]*checked', answer.text)


async def test_a_file_is_given_back_to_the_queue(officer: Reader) -> None:
    await officer.go(REVIEW)
    answer = await officer.send(f"{REVIEW}/release")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff")
    assert officer.bus.last(ReleaseApplication)[0].application_id == scenes.REVIEWED


async def test_the_applicants_other_files_are_listed_and_this_one_is_not(officer: Reader) -> None:
    mine, other = scenes.queue()[:2]
    officer.bus.answers[ListQueue] = Page(items=[mine, other.model_copy(update={"id": scenes.REJECTED})])
    await officer.go(REVIEW)
    assert officer.bus.last(ListQueue)[0].applicant == "12345674"
    assert f'href="{QUEUE}/{scenes.REJECTED}"' in officer.page.text
    assert f'href="{REVIEW}"' not in officer.page.text


async def test_a_paper_is_a_picture_in_a_frame_of_ours_and_is_kept_nowhere(officer: Reader) -> None:
    await officer.go(REVIEW)
    assert f'src="{PAPERS}" sandbox="allow-same-origin"' in officer.page.text
    assert officer.bus.count(PreviewDocument) == 0, "what was not chosen is not read"
    assert f'href="{PAPERS}?paper={scenes.DOCUMENT}" target="papers"' in officer.page.text
    assert "frame-ancestors 'none'" in officer.page.headers["content-security-policy"]

    shown = await officer.go(f"{PAPERS}?paper={scenes.DOCUMENT}&page=2&zoom=150&turned=90")

    asked, _ = officer.bus.last(PreviewDocument)
    assert (asked.document_id, asked.application_id) == (scenes.DOCUMENT, scenes.REVIEWED)
    assert (asked.page, asked.width, asked.turned) == (2, 1800, 90)
    assert '<img class="zoom-150" src="data:image/jpeg;base64,' in shown.text
    assert "Page 2 sur 3" in officer.text
    assert f"?paper={scenes.DOCUMENT}&amp;page=3&amp;zoom=150&amp;turned=90" in shown.text
    assert shown.headers["cache-control"] == "no-store, private"
    assert shown.headers["x-content-type-options"] == "nosniff"
    policy = shown.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    ("refusal", "status", "said", "download"),
    [(NotPresentable(), 409, "trop lourde", True), (Unavailable(retry_after=2), 503, "Réessayez", False)],
)
async def test_what_cannot_be_shown_is_said_in_the_frame(
    officer: Reader, refusal: NotPresentable | Unavailable, status: int, said: str, download: bool
) -> None:
    officer.bus.answers[PreviewDocument] = refusal
    officer.client.headers["Sec-Fetch-Dest"] = "iframe"
    answer = await officer.go(f"{PAPERS}?paper={scenes.DOCUMENT}")
    assert answer.status_code == status
    assert said in officer.text
    assert (f"/documents/{scenes.DOCUMENT}/content" in answer.text) == download
    assert "masthead" not in answer.text
    assert "<script" not in answer.text
