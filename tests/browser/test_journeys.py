"""The main job on the real services, as people do it: without scripts, by keyboard alone, and with all there is."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from deploy.demo.client import Inbox
from tests.browser.keyboard import chooser_by_key, tab_to
from tests.browser.people import Desk, ask_for_a_number, open_account, sign_in, sign_in_staff
from tests.journeys.files import code_of_letter, pdf
from tests.journeys.people import (
    BENEFIT,
    SLOT,
    accepted_document,
    open_member,
    signed_in_staff,
    submitted_application,
)
from tests.journeys.stack import RunningStack

pytestmark = pytest.mark.timeout(300)
MakeDesk = Callable[..., Desk]
NUMBER = re.compile(r"\b\d{8}\b")


@pytest.fixture
def desk(browser: Browser, running_stack: RunningStack) -> Iterator[MakeDesk]:
    contexts: list[BrowserContext] = []

    def make(*, scripts: bool = True) -> Desk:
        context = browser.new_context(locale="fr-FR", java_script_enabled=scripts)
        contexts.append(context)
        return Desk(context.new_page(), running_stack)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    path = tmp_path / "acte.pdf"
    path.write_bytes(pdf("Acte de naissance"))
    return path


def test_the_main_job_from_the_number_to_the_decision_without_scripts(desk: MakeDesk, proof: Path) -> None:
    member, correspondent, officer = (desk(scripts=False) for _ in range(3))
    sign_in_staff(correspondent, member.stack.accounts["establishment"])
    sign_in_staff(officer, member.stack.accounts["officer"])

    # A number: asked for, assigned, communicated.
    name = f"Essai{uuid4().hex[:8]}"
    correspondent.go("/staff/requests")
    email = ask_for_a_number(member, _own_establishment(member.stack), name)
    _press_on_the_card_of(correspondent, name, "Attribuer")
    _press_on_the_card_of(officer, name, "Communiquer par e-mail")
    mail = Inbox(member.stack.inbox).wait_for(email, lambda message: NUMBER.search(message["text"]) is not None)
    number = NUMBER.findall(mail["text"])[0]

    # In for the first time, and an application with a document missing.
    open_account(member, email, number)
    member.go(f"/agent/benefits/{BENEFIT}")
    assert member.says("10 Mo au plus")
    member.press("Commencer ma demande")
    assert member.says("Ce brouillon n’est pas déposé")
    member.page.fill("[name='answers/children/0/given_name']", "Sacha")
    member.page.fill("[name='answers/children/0/birth_date']", "2025-05-19")
    member.page.get_by_label("Concerné par cette demande").check()
    member.press("Déposer ma demande")
    assert member.says("personne ne peut encore la traiter")
    application = member.page.url.rsplit("/", 1)[-1]

    # The document, and the application moves on by itself.
    member.press("Ajouter", "section[aria-labelledby=missing]")
    member.page.set_input_files("input[type=file]", proof)
    member.press("Envoyer ce fichier")
    member.reload_until_it_says("Un gestionnaire va la prendre")

    # The officer takes it and asks; the member answers; the officer decides.
    officer.go(f"/staff/applications/{application}")
    officer.press("Prendre ce dossier")
    officer.page.get_by_label("Écrire au demandeur").fill("L'acte est-il récent ?")
    officer.press("Envoyer le message")
    member.reload_until_it_says("L'acte est-il récent ?")
    member.page.get_by_label("Votre message").fill("Oui, de ce mois-ci.")
    member.press("Envoyer le message")
    officer.page.reload()
    assert officer.says("Oui, de ce mois-ci.")
    officer.page.get_by_label("Accorder").check()
    officer.press("Enregistrer la décision")
    assert officer.says("La décision est prise")
    member.reload_until_it_says("Demande accordée")
    member.go("/agent/notifications")
    assert member.page.locator("main li").count() >= 3


def test_a_question_of_no_application_is_asked_with_a_paper_and_answered_and_both_see_that_it_was_read(
    desk: MakeDesk, proof: Path, running_stack: RunningStack
) -> None:
    of_the_demo, correspondent = signed_in_staff(running_stack)
    credentials = open_member(running_stack, correspondent, of_the_demo).credentials
    member, officer = desk(), desk()
    member.go("/agent/sign-in")
    sign_in(member, credentials["cgos_number"], credentials["password"])
    sign_in_staff(officer, running_stack.accounts["officer"])
    member.page.locator("nav.site-nav").get_by_role("link", name="Messages").click()
    member.page.get_by_role("link", name="Écrire un message").click()
    member.page.get_by_label("Sujet").fill("Ma retraite")
    member.page.get_by_label("Votre message").fill("Ce document suffit-il ?")
    member.page.get_by_text("Joindre des documents").click()
    member.page.set_input_files("input[name=files]", proof)
    member.press("Envoyer le message")
    expect(member.page.get_by_role("link", name="acte.pdf")).to_be_visible()  # once it was checked
    assert member.says("pas encore lu")

    mine = f"/staff/messages?cgos_number={credentials['cgos_number']}"
    officer.go(mine)
    officer.page.locator("main table a").click()
    officer.page.locator(".thread").get_by_role("link", name="Document 1").click()
    expect(officer.page.frame_locator("iframe[name=papers]").locator("img")).to_be_visible()
    expect(officer.page.get_by_role("button", name="J’ai lu les nouveaux messages")).to_have_count(0)
    officer.page.get_by_label("Réponse habituelle").select_option("received")
    officer.press("Envoyer le message")
    officer.go(mine)
    assert officer.says("Aucun message pour ce numéro")

    member.go("/agent/messages")
    assert member.says("Un message non lu")
    member.page.get_by_role("link", name="Ma retraite").click()
    assert member.says("nous avons bien reçu votre message")
    assert member.page.locator(".thread .mine").get_by_text("lu le").count() == 1
    expect(member.page.get_by_role("button", name="J’ai lu les nouveaux messages")).to_have_count(0)
    officer.go(f"{mine}&general=all")
    officer.page.locator("main table a").click()
    assert officer.page.locator(".thread .mine").get_by_text("lu le").count() == 1


def test_a_refusal_is_read_proven_contested_and_granted_by_another_officer(
    desk: MakeDesk, running_stack: RunningStack, tmp_path: Path
) -> None:
    officer, correspondent = signed_in_staff(running_stack)
    opened = open_member(running_stack, correspondent, officer)
    application = submitted_application(opened.client, accepted_document(opened.client))
    officer.call("POST", f"/staff/applications/{application}/claim")
    refusal = {"outcome": "rejected", "reason": "Hors délai."}
    officer.call("POST", f"/staff/applications/{application}/decide", refusal)

    member, anybody, other = desk(scripts=False), desk(), desk()
    member.go("/agent/sign-in")
    sign_in(member, opened.credentials["cgos_number"], opened.credentials["password"])
    member.go(f"/agent/applications/{application}")
    assert member.says("Hors délai.")
    code = _code_of_the_letter(member, tmp_path)
    anybody.go("/verify")
    anybody.page.get_by_label("Code du courrier").fill(code.lower().replace("-", " "))
    anybody.press("Vérifier")
    assert anybody.says("Ce courrier est authentique")
    assert not anybody.says("Essai")

    member.press("Contester cette décision")
    member.page.get_by_label("Pourquoi contestez-vous cette décision ?").fill("Ma demande est partie à temps.")
    proof = tmp_path / "preuve.pdf"
    proof.write_bytes(pdf("Preuve de dépôt"))
    member.page.get_by_label("Nouveau fichier 1").set_input_files(proof)
    member.press("Déposer le recours")
    assert member.says("Votre recours est déposé")
    assert member.says("1 pièce")

    sign_in_staff(other, running_stack.accounts["second_officer"])
    other.go("/staff/appeals")
    other.page.locator(f"a[href*='{application}']").click()
    other.press("Prendre ce recours")
    other.page.get_by_label("Admettre").check()
    other.page.get_by_label("Motif", exact=False).last.fill("La preuve de dépôt est datée du bon jour.")
    other.press("Décider du recours")
    assert other.says("Le recours est décidé")

    member.page.reload()
    assert member.says("Demande accordée")
    assert member.says("La preuve de dépôt est datée du bon jour.")
    assert _code_of_the_letter(member, tmp_path) != code
    anybody.go(f"/verify/{code}")
    assert anybody.says("une décision plus récente le remplace")


def _code_of_the_letter(member: Desk, folder: Path) -> str:
    with member.page.expect_download() as downloaded:
        member.page.get_by_role("link", name="Lire le courrier de décision").click()
    downloaded.value.save_as(folder / "letter.pdf")
    return code_of_letter((folder / "letter.pdf").read_bytes())


def test_an_application_is_made_by_keyboard_alone(desk: MakeDesk, proof: Path, running_stack: RunningStack) -> None:
    officer, correspondent = signed_in_staff(running_stack)
    credentials = open_member(running_stack, correspondent, officer).credentials
    member = desk()
    page = member.page
    member.go("/agent/sign-in")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    tab_to(page, "#f-cgos_number")
    page.keyboard.type(credentials["cgos_number"])
    page.keyboard.press("Tab")
    page.keyboard.type(credentials["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/agent")
    tab_to(page, "a[href$='/agent/benefits']:visible")
    page.keyboard.press("Enter")
    tab_to(page, f"a[href$='/benefits/{BENEFIT}']")
    page.keyboard.press("Enter")
    tab_to(page, "button:has-text('Commencer ma demande')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/applications/*")
    tab_to(page, "[name='answers/children/0/given_name']")
    page.keyboard.type("Sacha")
    page.keyboard.press("Tab")
    page.keyboard.type("05192025")
    tab_to(page, "[name='answers/children/0/concerned']")
    page.keyboard.press("Space")
    tab_to(page, f"[name='file/{SLOT}']")
    chooser_by_key(page).set_files(proof)
    expect(page.locator(f"#slot-{SLOT} .badge.success")).to_be_visible(timeout=30_000)
    tab_to(page, "aside button:has-text('Déposer ma demande')")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Un gestionnaire va la prendre")).to_be_visible(timeout=30_000)


def test_what_happens_elsewhere_appears_on_the_open_page(desk: MakeDesk, running_stack: RunningStack) -> None:
    officer, correspondent = signed_in_staff(running_stack)
    opened = open_member(running_stack, correspondent, officer)
    member = desk()
    member.go("/agent/sign-in")
    with member.page.expect_response(lambda answer: "/notifications/stream" in answer.url):
        sign_in(member, opened.credentials["cgos_number"], opened.credentials["password"])
    before = int(member.page.inner_text("[data-count]"))
    started = opened.client.call("POST", "/applications", {"benefit_code": BENEFIT})
    opened.client.call("POST", f"/applications/{started['id']}/submit")
    expect(member.page.locator(".toast").first).to_be_visible(timeout=15_000)
    assert int(member.page.inner_text("[data-count]")) > before


def _own_establishment(stack: RunningStack) -> str:
    """The correspondent's, as the list of establishments shows it."""
    _, correspondent = signed_in_staff(stack)
    place = correspondent.call("GET", "/me")["establishment"]
    return f"{place['name']}, {place['city']}"


def _press_on_the_card_of(desk: Desk, name: str, label: str) -> None:
    desk.go("/staff/requests")
    desk.reload_until_it_says(name)
    desk.page.locator("article", has_text=name).get_by_role("button", name=label).click()
    desk.page.wait_for_load_state()
