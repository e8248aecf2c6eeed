"""An application's pages: the draft and what comes of it."""

import json
import re
from html import unescape
from uuid import UUID

import pytest

from services.contracts.applications import (
    AttachDocument,
    BadAnswers,
    DetachDocument,
    GetApplication,
    PostMessage,
    SaveAnswers,
    StartApplication,
    SubmitApplication,
    UnknownApplication,
    WithdrawApplication,
)
from services.contracts.documents import CreateDocument, FileTooLarge
from services.contracts.notifications import CountUnread, MarkApplicationNotificationsRead, UnreadView
from services.contracts.refusals import Unavailable
from tests.browser import benefits, scenes
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
DRAFT = f"/agent/applications/{scenes.DRAFT}"
INCOMPLETE = f"/agent/applications/{scenes.INCOMPLETE}"


@pytest.fixture(autouse=True)
def signed_in(reader: Reader) -> None:
    reader.sign_in()


async def test_starting_opens_a_draft(reader: Reader) -> None:
    await reader.go(f"/agent/benefits/{benefits.AID}")
    answer = await reader.send(f"/agent/benefits/{benefits.AID}/start")
    assert (answer.status_code, answer.headers["location"]) == (303, DRAFT)
    assert reader.bus.last(StartApplication)[0].benefit_code == benefits.AID
    assert "Ce brouillon n’est pas déposé" in (await reader.follow()).text


async def test_a_benefit_says_formats_size_deadline_delay_and_scale_before_anything_is_started(reader: Reader) -> None:
    await reader.go(f"/agent/benefits/{benefits.AID}")
    for said in (
        "PDF, JPEG, PNG, 10 Mo au plus",
        "inclus",
        "en 9 jours",
        "1 496 €".replace(" ", "\u202f", 1),
        "Barème 2026",
    ):
        assert said.replace("\u202f", " ") in reader.text.replace("\u202f", " ").replace("\xa0", " ")


async def test_a_forms_key_travels_with_its_command_so_that_sending_it_twice_is_harmless(reader: Reader) -> None:
    await reader.go(f"/agent/benefits/{benefits.AID}")
    page = reader.page
    await reader.send(f"/agent/benefits/{benefits.AID}/start")
    _, first = reader.bus.last(StartApplication)
    reader.page = page
    await reader.send(f"/agent/benefits/{benefits.AID}/start")
    _, second = reader.bus.last(StartApplication)
    assert first.idempotency_key == second.idempotency_key
    assert first.idempotency_key


async def test_saving_sends_what_was_typed_and_comes_back(reader: Reader) -> None:
    await reader.go(DRAFT)
    answer = await reader.send(DRAFT, answers__starts_on="2026-07-05", answers__ends_on="", do="save")
    assert (answer.status_code, answer.headers["location"]) == (303, DRAFT)
    saved, _ = reader.bus.last(SaveAnswers)
    assert saved.answers["starts_on"] == "2026-07-05"
    assert saved.answers["ends_on"] is None
    assert "Votre brouillon est enregistré" in (await reader.follow()).text


async def test_submitting_saves_first_and_says_where_it_stands(reader: Reader) -> None:
    await reader.go(DRAFT)
    await reader.send(DRAFT, answers__starts_on="2026-07-04", do="submit")
    kinds = [type(asked) for asked, _ in reader.bus.asked]
    assert kinds.index(SaveAnswers) < kinds.index(SubmitApplication)
    await reader.follow()
    assert "il manque encore quelque chose" in reader.text


async def test_a_refused_answer_is_named_beside_its_field_and_nothing_typed_is_lost(reader: Reader) -> None:
    reader.bus.answers[SaveAnswers] = BadAnswers.at("/answers/ends_on", "The end is before the start.")
    await reader.go(DRAFT)
    answer = await reader.send(DRAFT, answers__starts_on="2026-07-20", answers__ends_on="2026-07-04", do="submit")
    assert answer.status_code == 422
    assert 'href="#f-answers-ends_on"' in answer.text
    assert 'value="2026-07-20"' in answer.text
    assert reader.bus.count(SubmitApplication) == 0


async def test_a_service_that_is_down_gives_the_page_back_with_the_answers(reader: Reader) -> None:
    reader.bus.answers[SaveAnswers] = Unavailable()
    await reader.go(DRAFT)
    answer = await reader.send(DRAFT, answers__starts_on="2026-07-20", do="save")
    assert answer.status_code == 503
    assert 'value="2026-07-20"' in answer.text


async def test_adding_a_row_saves_and_shows_it(reader: Reader) -> None:
    await reader.go(DRAFT)
    await reader.send(DRAFT, answers__children__0__given_name="Lina", grow="answers/children")
    await reader.follow()
    assert 'name="answers/children/1/given_name"' in reader.page.text


async def test_autosave_answers_json_and_turns_no_page(reader: Reader) -> None:
    await reader.go(DRAFT)
    headers = {"X-Autosave": "1", "Accept": "application/json"}
    data = reader.fields(DRAFT) | {"answers/starts_on": "2026-07-04"}
    answer = await reader.client.post(DRAFT, data=data, headers=headers)
    told = answer.json()
    assert {name: told[name] for name in ("version", "errors", "changed", "clashes")} == {
        "version": 3,
        "errors": {},
        "changed": [],
        "clashes": [],
    }
    assert 'id="still-missing"' in told["parts"]


async def test_a_document_is_taken_out_or_used_again_by_its_button(reader: Reader) -> None:
    await reader.go(DRAFT)
    await reader.send(DRAFT, do="remove:tax_notice")
    assert reader.bus.last(DetachDocument)[0].slot == "tax_notice"
    await reader.go(DRAFT)
    await reader.send(DRAFT, do="reuse:invoice", reuse__invoice=str(scenes.DOCUMENT))
    used, _ = reader.bus.last(AttachDocument)
    assert (used.slot, used.document_id) == ("invoice", scenes.DOCUMENT)


async def test_a_file_over_the_slots_size_is_refused_beside_its_slot(reader: Reader) -> None:
    await reader.go(DRAFT)
    file = ("facture.pdf", b"%PDF" + b"0" * (10 * 1024 * 1024), "application/pdf")
    answer = await reader.client.post(DRAFT, data=reader.fields(DRAFT) | {"do": "save"}, files={"file/invoice": file})
    assert answer.status_code == 422
    assert "« facture.pdf » est trop lourd : 10,1 Mo, 10 Mo au plus" in unescape(answer.text).replace(
        "\xa0", " "
    ).replace("\u202f", " ")
    assert reader.bus.count(CreateDocument) == 0


async def test_what_documents_refuses_is_said_beside_the_slot(reader: Reader) -> None:
    reader.bus.answers[CreateDocument] = FileTooLarge()
    await reader.go(DRAFT)
    data = reader.fields(DRAFT) | {"answers/starts_on": "2026-07-20"}
    answer = await reader.client.post(DRAFT, data=data, files={"file/invoice": ("f.pdf", b"%PDF", "application/pdf")})
    assert answer.status_code == 413
    assert 'href="#f-file-invoice"' in answer.text
    assert 'value="2026-07-20"' in answer.text


async def test_an_incomplete_application_lists_what_is_missing_as_buttons_and_says_what_that_does(
    reader: Reader,
) -> None:
    await reader.go(INCOMPLETE)
    assert f'href="{INCOMPLETE}/documents/disability_certificate"' in reader.page.text
    assert f'href="{INCOMPLETE}/answers"' in reader.page.text
    assert "retarde le paiement de 8 jours" in reader.text
    order = [reader.page.text.index(f'id="{part}"') for part in ("missing", "thread", "history")]
    assert order == sorted(order)


async def test_what_the_officer_wrote_stands_beside_each_item_that_it_asks_for_and_where_it_is_given(
    reader: Reader,
) -> None:
    await reader.go(INCOMPLETE)
    (missing,) = re.findall(r'<h2 id="missing">.*?</section>', reader.page.text, re.DOTALL)
    items = re.findall(r"<li>.*?</li>", missing, re.DOTALL)
    assert ["n&#39;indique pas les dates" in each for each in items] == [False, True, True]
    await reader.go(f"{INCOMPLETE}/documents/invoice")
    assert "n'indique pas les dates" in reader.text
    await reader.go(f"{INCOMPLETE}/documents/disability_certificate")
    assert "n'indique pas les dates" not in reader.text


async def test_a_decision_says_how_much_and_why_or_why_not(reader: Reader) -> None:
    await reader.go(f"/agent/applications/{scenes.APPROVED}")
    assert "Quotient de 612,50 €" in reader.text.replace("\xa0", " ")
    await reader.go(f"/agent/applications/{scenes.REJECTED}")
    assert "inférieur à 50 %" in reader.text


@pytest.mark.parametrize(
    ("application", "next_step", "until"),
    [
        (scenes.APPROVED, "Le paiement suit", "pouvait être contestée jusqu’au 20 mai 2026"),
        (scenes.REJECTED, "une autre", "contester cette décision jusqu’au 20 mai 2126"),
    ],
)
async def test_a_decision_says_which_it_is_what_happens_next_and_until_when_it_can_be_contested(
    application: UUID, next_step: str, until: str, reader: Reader
) -> None:
    await reader.go(f"/agent/applications/{application}")
    assert f"Référence : {application}" in reader.text.replace("\xa0", " ")
    assert next_step in reader.text
    assert until in reader.text
    assert f"/api/v1/applications/{application}/decision-letter?portal=agent" in reader.page.text


async def test_what_was_told_of_an_application_is_marked_as_read_by_a_button_where_nothing_else_does(
    reader: Reader,
) -> None:
    await reader.go(f"/agent/applications/{scenes.REVIEWED}")
    assert "data-opened" not in reader.page.text
    for told, page in ((scenes.INCOMPLETE, INCOMPLETE), (scenes.DRAFT, DRAFT)):
        reader.bus.answers[CountUnread] = UnreadView(unread=2)
        await reader.go(page)
        answer = await reader.send(f"/agent/notifications/about/{told}")
        assert (answer.status_code, answer.headers["location"]) == (303, page)
        assert reader.bus.last(MarkApplicationNotificationsRead)[0].application_id == told


async def test_a_message_is_posted_and_the_thread_shown(reader: Reader) -> None:
    await reader.go(INCOMPLETE)
    answer = await reader.send(f"{INCOMPLETE}/messages", body="Bonjour")
    assert answer.headers["location"] == f"{INCOMPLETE}#thread"
    assert reader.bus.last(PostMessage)[0].body == "Bonjour"


async def test_an_empty_message_is_refused_on_the_page(reader: Reader) -> None:
    await reader.go(INCOMPLETE)
    answer = await reader.send(f"{INCOMPLETE}/messages", body="  ")
    assert answer.status_code == 422
    assert 'href="#f-body"' in answer.text


async def test_withdrawing_asks_first(reader: Reader) -> None:
    await reader.go(f"{INCOMPLETE}/withdraw")
    assert reader.bus.count(WithdrawApplication) == 0
    answer = await reader.send(f"{INCOMPLETE}/withdraw")
    assert answer.headers["location"] == "/agent/applications"


async def test_somebody_elses_application_does_not_exist(reader: Reader) -> None:
    reader.bus.answers[GetApplication] = UnknownApplication()
    assert (await reader.go(DRAFT)).status_code == 404


async def test_the_language_switch_stays_on_the_page_and_is_remembered(reader: Reader) -> None:
    await reader.go(f"{INCOMPLETE}?lang=en")
    assert '<html lang="en"' in reader.page.text
    await reader.go("/agent/documents")
    assert '<html lang="en"' in reader.page.text


@pytest.mark.parametrize(
    ("language", "line"),
    [("fr", "Avis d’imposition 2025, signature vérifiée"), ("en", "Tax notice 2025, signature verified")],
)
async def test_the_wallet_says_what_a_paper_says_it_is_and_shows_no_figure_of_it(
    language: str, line: str, reader: Reader
) -> None:
    await reader.go(f"/agent/documents?lang={language}")
    assert line in reader.text
    assert reader.text.count(line) == 1
    assert [figure for figure in ("24000", "24 000", "24,000", "MARTIN") if figure in reader.text] == []


@pytest.mark.parametrize("path", [DRAFT, "/agent/documents"])
async def test_a_script_that_refuses_a_file_says_how_large_it_may_be(path: str, reader: Reader) -> None:
    await reader.go(path)
    told = [json.loads(unescape(words)) for words in re.findall(r'data-words="([^"]*)"', reader.page.text)]
    assert ["{size}, {most} au plus" in words["too_large"] for words in told] == [True]
    limits = re.findall(r'data-most="([^"]*)"', reader.page.text)
    assert limits
    assert all(re.fullmatch(r"\d+\u202fMo", each) for each in limits)
