"""Without a network: a sentence and "retry", and what was typed stays."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from services.contracts.applications import PostMessage
from tests.browser import scenes
from tests.browser.conftest import Opened
from tests.gateway.fake_bus import FakeBus

INCOMPLETE = f"/agent/applications/{scenes.INCOMPLETE}"
DRAFT = f"/agent/applications/{scenes.DRAFT}"


@pytest.fixture
def window(opened: Opened) -> BrowserContext:
    return opened(service_workers="allow")


def ready(page: Page, address: str) -> None:
    """With the service worker in charge, as from the second page on."""
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()


def test_a_form_that_is_sent_without_a_network_stays_says_so_and_is_sent_on_demand(
    window: BrowserContext, bus: FakeBus
) -> None:
    page = window.new_page()
    page.goto(INCOMPLETE)
    before = bus.count(PostMessage)
    page.get_by_label("Votre message").fill("Bonjour, voici la suite.")
    window.set_offline(True)
    page.get_by_role("button", name="Envoyer le message").click()
    expect(page.get_by_role("alert")).to_contain_text("Pas de connexion")
    expect(page.get_by_label("Votre message")).to_have_value("Bonjour, voici la suite.")
    window.set_offline(False)
    page.get_by_role("button", name="Réessayer").click()
    page.wait_for_url("**#thread")
    assert bus.count(PostMessage) == before + 1
    assert bus.last(PostMessage)[0].body == "Bonjour, voici la suite."


def test_a_page_that_cannot_be_reached_is_a_sentence_and_retry(window: BrowserContext) -> None:
    page = window.new_page()
    ready(page, INCOMPLETE)
    window.set_offline(True)
    page.goto(DRAFT)
    expect(page.get_by_role("heading", level=1)).to_have_text("Pas de connexion")
    window.set_offline(False)
    page.get_by_role("link", name="Réessayer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vacances")


def test_a_form_that_fails_on_its_way_can_be_sent_again_as_it_was(window: BrowserContext, bus: FakeBus) -> None:
    page = window.new_page()
    ready(page, INCOMPLETE)
    page.get_by_label("Votre message").fill("Un <message> & la suite")
    page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => true })")  # a network that leads nowhere
    window.set_offline(True)
    page.get_by_role("button", name="Envoyer le message").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pas de connexion")
    window.set_offline(False)
    page.get_by_role("button", name="Réessayer").click()
    page.wait_for_url("**#thread")
    assert bus.last(PostMessage)[0].body == "Un <message> & la suite"


def test_a_browser_keeps_one_page_that_is_nobodys(window: BrowserContext) -> None:
    page = window.new_page()
    ready(page, INCOMPLETE)
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name)"
        ".then((cache) => cache.keys()).then((all) => all.map((each) => each.url))))).then((all) => all.flat())"
    )
    assert [urlsplit(address).path for address in kept] == ["/offline"]
    text = page.evaluate("caches.match('/offline?lang=fr').then((page) => page.text())")
    assert "Camille" not in text
