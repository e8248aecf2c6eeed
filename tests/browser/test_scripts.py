"""What the few scripts add to pages that work without them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from services.contracts.applications import (
    ApplicationFormView,
    GetApplicationForm,
    MarkMessagesRead,
    PostMessage,
    SaveAnswers,
)
from tests.browser import benefits, scenes
from tests.browser.conftest import Opened
from tests.gateway.fake_bus import FakeBus
from tests.parts.waiting import wait_for

DRAFT = f"/agent/applications/{scenes.DRAFT}"
SLOT = "disability_certificate"
STORE = "https://store.example/incoming/1"
DOCUMENTS = "**/api/v1/documents"
STREAM = "**/api/v1/notifications/stream*"


@pytest.fixture
def page(opened: Opened) -> Page:
    page = opened(reduced_motion="reduce").new_page()
    page.goto(DRAFT)
    return page


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    path = tmp_path / "decision.pdf"
    path.write_bytes(b"%PDF-1.4 " + b"0" * 4000)
    return path


class Documents:
    """The document API and the store, as the page meets them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sent: list[str] = []
        self.attached: list[object] = []
        created = {"id": str(scenes.DOCUMENT), "upload": {"method": "PUT", "url": STORE, "headers": {}}}
        page.route(DOCUMENTS, lambda route: route.fulfill(status=201, json=created))
        page.route(f"{DOCUMENTS}/*/complete", lambda route: route.fulfill(status=202, json={"state": "checking"}))
        page.route(f"{DOCUMENTS}/{scenes.DOCUMENT}", lambda route: route.fulfill(json={"state": "checking"}))
        page.route("**/api/v1/applications/*/documents/*", self._attach)

    def take_bytes_at(self, address: str) -> None:
        headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "PUT"}

        def take(route: Route) -> None:
            self.sent.append(route.request.url)
            route.fulfill(status=200, headers=headers)

        self.page.route(address, take)

    def _attach(self, route: Route) -> None:
        self.attached.append(route.request.post_data_json)
        route.fulfill(json={})


def choose(page: Page, file: Path) -> None:
    page.set_input_files(f"[name='file/{SLOT}']", file)


def expect_status(page: Page, text: str) -> None:
    expect(page.locator(f"#slot-{SLOT} [role=status]").last).to_contain_text(text)


def test_a_chosen_file_goes_straight_to_the_store_and_into_its_slot(page: Page, proof: Path, url: str) -> None:
    documents = Documents(page)
    # The page's policy names the store; this gateway knows of none, so what stands for it is on its own origin.
    page.route(DOCUMENTS, lambda route: route.fulfill(status=201, json=_created(f"{url}/store")))
    documents.take_bytes_at("**/store")
    with page.expect_response("**/api/v1/applications/*/documents/*"):
        choose(page, proof)
    assert documents.sent == [f"{url}/store"]
    assert documents.attached == [{"document_id": str(scenes.DOCUMENT)}]


def test_where_the_store_is_out_of_reach_the_file_goes_through_the_gateway(page: Page, proof: Path) -> None:
    documents = Documents(page)
    page.route(STORE, lambda route: route.abort())
    documents.take_bytes_at("**/content")
    with page.expect_response("**/api/v1/applications/*/documents/*"):
        choose(page, proof)
    assert documents.sent[0].endswith(f"/documents/{scenes.DOCUMENT}/content")


def test_a_file_that_cannot_do_is_refused_beside_its_field_before_a_byte_is_sent(page: Page, tmp_path: Path) -> None:
    documents = Documents(page)
    text, empty, large = (tmp_path / name for name in ("note.txt", "vide.pdf", "photo.pdf"))
    text.write_text("bonjour")
    empty.touch()
    with large.open("wb") as file:
        file.truncate(12 * 1024 * 1024 + 90_000)
    field = page.locator(f"[name='file/{SLOT}']")
    for path, said in {
        text: "« note.txt » n’est pas d’un format accepté : PDF, JPEG, PNG.",
        empty: "« vide.pdf » est vide.",
        large: "« photo.pdf » est trop lourd : 12,1 Mo, 10 Mo au plus.",
    }.items():
        choose(page, path)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(re.escape(said).replace("\\ ", r"\s")))
        problem = page.locator(f"#slot-{SLOT} .problem")
        expect(problem).to_have_css("color", _danger(page))
    assert documents.sent == []


def _danger(page: Page) -> str:
    """The colour of what is wrong, as the browser writes it."""
    return str(
        page.evaluate(
            "() => { const probe = document.body.appendChild(document.createElement('p'));"
            "probe.className = 'problem'; const colour = getComputedStyle(probe).color;"
            "probe.remove(); return colour; }"
        )
    )


def test_a_failed_upload_says_so_and_tries_again_on_demand(page: Page, proof: Path) -> None:
    documents = Documents(page)
    page.route(STORE, lambda route: route.abort())
    page.route("**/content", lambda route: route.abort())
    choose(page, proof)
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()
    expect(page.locator(f"#slot-{SLOT} .problem")).to_contain_text("n’a pas abouti")
    page.unroute("**/content")
    documents.take_bytes_at("**/content")
    with page.expect_response("**/api/v1/applications/*/documents/*"):
        page.get_by_role("button", name="Réessayer").click()
    assert len(documents.sent) == 1


def test_an_upload_can_be_cancelled_and_promises_no_pause(page: Page, proof: Path) -> None:
    documents = Documents(page)
    page.route(STORE, lambda route: route.abort())
    page.route("**/content", lambda _: None)  # never answered
    slot = page.locator(f"#slot-{SLOT}")
    choose(page, proof)
    expect_status(page, "Envoi en cours")
    expect(slot.get_by_role("button", name="Pause")).to_have_count(0)
    slot.get_by_role("button", name="Annuler").click()
    expect(slot.locator(".progress")).to_be_hidden()
    assert documents.attached == []
    page.unroute_all(behavior="ignoreErrors")


def test_a_refusal_of_the_service_is_shown_in_its_words(page: Page, proof: Path) -> None:
    Documents(page)
    refusal = {"detail": "Votre espace de documents est plein.", "code": "quota-exceeded"}
    page.route(DOCUMENTS, lambda route: route.fulfill(status=409, json=refusal))
    choose(page, proof)
    expect(page.get_by_text("Votre espace de documents est plein.")).to_be_visible()


def test_a_draft_saves_itself_and_says_when(page: Page, bus: FakeBus) -> None:
    before = bus.count(SaveAnswers)
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1"):
        page.fill("[name='answers/children/0/given_name']", "Linette")
    expect(page.locator("[data-saved]")).to_contain_text("Enregistré à")
    assert bus.count(SaveAnswers) == before + 1
    assert bus.last(SaveAnswers)[0].answers["children"][0]["given_name"] == "Linette"


def test_what_is_typed_before_the_script_is_there_is_saved_too(opened: Opened, bus: FakeBus) -> None:
    page = opened().new_page()
    late: list[Route] = []
    page.route("**/autosave.js*", lambda route: late.append(route))  # noqa: PLW0108  # Playwright counts its parameters
    with page.expect_request("**/autosave.js*"):
        page.goto(DRAFT)
    page.fill("[name='answers/children/0/given_name']", "Basile")
    late[0].continue_()
    expect(page.locator("[data-saved]")).to_contain_text("Enregistré à")
    assert bus.last(SaveAnswers)[0].answers["children"][0]["given_name"] == "Basile"


def test_a_session_that_ended_is_said_and_the_answers_survive_the_sign_in(opened: Opened, bus: FakeBus) -> None:
    window = opened()
    page = window.new_page()
    page.goto(DRAFT)
    window.clear_cookies(name="__Host-agent")
    page.fill("[name='answers/children/0/given_name']", "Zoé")
    expect(page.locator("[data-saved]")).to_contain_text("Votre session est terminée")
    page.locator("aside").get_by_role("button", name="Enregistrer le brouillon").click()
    page.get_by_label("Numéro C.G.O.S.").fill("12345674")
    page.get_by_label("Mot de passe", exact=True).fill("une phrase bien longue")
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.wait_for_url(f"**{DRAFT}")
    assert bus.last(SaveAnswers)[0].answers["children"][0]["given_name"] == "Zoé"


@pytest.fixture
def conditional(bus: FakeBus) -> Iterator[None]:
    usual = bus.answers[GetApplicationForm]
    bus.answers[GetApplicationForm] = ApplicationFormView(benefit=benefits.benefit("holidays-children"))
    yield
    bus.answers[GetApplicationForm] = usual


@pytest.mark.usefixtures("conditional")
def test_a_question_appears_where_its_condition_holds(opened: Opened) -> None:
    page = opened().new_page()
    page.goto(DRAFT)
    organiser = page.get_by_label("Nom de l’organisateur")
    expect(organiser).to_be_hidden()
    page.get_by_label("Colonie ou camp").check()
    expect(organiser).to_be_visible()
    page.get_by_label("Séjour en famille").check()
    expect(organiser).to_be_hidden()


@pytest.mark.usefixtures("conditional")
def test_without_scripts_every_question_is_there(opened: Opened) -> None:
    page = opened(java_script_enabled=False).new_page()
    page.goto(DRAFT)
    expect(page.get_by_label("Nom de l’organisateur")).to_be_visible()


def test_a_double_click_sends_once(opened: Opened, bus: FakeBus) -> None:
    page = opened().new_page()
    page.goto(f"/agent/applications/{scenes.INCOMPLETE}")
    before = bus.count(PostMessage)
    page.get_by_label("Votre message").fill("Bonjour")
    page.get_by_role("button", name="Envoyer le message").dblclick()
    page.wait_for_url("**#thread")
    assert bus.count(PostMessage) == before + 1


def test_errors_take_the_focus_and_lead_to_their_fields(opened: Opened) -> None:
    page = opened(signed_in=False).new_page()
    page.goto("/number-request")
    page.evaluate("document.querySelectorAll('form').forEach((form) => (form.noValidate = true))")
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.wait_for_load_state()
    assert page.title().startswith("Erreur")
    assert page.evaluate("document.activeElement.id") == "errors"
    page.locator("#errors a").last.click()
    assert page.evaluate("document.activeElement.matches('.wrong *')")


def _created(address: str) -> dict[str, object]:
    return {"id": str(scenes.DOCUMENT), "upload": {"method": "PUT", "url": address, "headers": {}}}


def test_a_displaced_stream_stays_closed_until_somebody_comes_back_to_the_window(opened: Opened) -> None:
    page = opened().new_page()
    displaced = "retry: 50\n\nid: displaced\nevent: displaced\ndata: {}\n\n"
    page.route(STREAM, lambda route: route.fulfill(content_type="text/event-stream", body=displaced))
    page.add_init_script(
        "const Browsers = EventSource; window.opened = [];"
        "window.EventSource = class extends Browsers { constructor(url) { super(url); opened.push(this); } };"
    )
    page.goto(DRAFT)

    # By `evaluate`: the pages' policy forbids what `wait_for_function` does.
    closed = "opened.length === 1 && opened[0].readyState === EventSource.CLOSED"
    wait_for(lambda: page.evaluate(closed), what="the displaced stream closed")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_for(lambda: page.evaluate("opened.length === 2"), what="a stream opened anew")


def test_new_messages_are_read_once_their_thread_was_on_the_screen(opened: Opened, bus: FakeBus) -> None:
    page = opened(viewport={"width": 390, "height": 300}).new_page()
    before = bus.count(MarkMessagesRead)
    page.goto(f"/agent/applications/{scenes.REVIEWED}")
    button = page.locator("[data-read]")
    expect(button).to_be_attached()
    assert bus.count(MarkMessagesRead) == before
    button.scroll_into_view_if_needed()
    expect(button).not_to_be_attached()
    assert bus.count(MarkMessagesRead) == before + 1
