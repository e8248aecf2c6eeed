"""A password is seen by whoever types it, and by nobody after."""

from playwright.sync_api import expect

from tests.browser.conftest import Opened


def test_a_password_is_shown_to_whoever_types_it_and_hidden_again_before_it_is_sent(opened: Opened) -> None:
    page = opened(signed_in=False).new_page()
    page.goto("/agent/sign-in")
    password, status = page.get_by_label("Mot de passe", exact=True), page.locator("[data-reveal] [role=status]")
    password.fill("trois mots et un chat")
    page.get_by_role("button", name="Afficher – Mot de passe").click()
    expect(password).to_have_attribute("type", "text")
    expect(status).to_have_text("Le mot de passe est affiché.")
    page.get_by_role("button", name="Masquer – Mot de passe").click()
    expect(password).to_have_attribute("type", "password")
    page.get_by_role("button", name="Afficher – Mot de passe").click()
    # Without the number the browser would keep the form.
    page.get_by_label("Numéro C.G.O.S.").fill("12345674")
    page.evaluate("addEventListener('submit', (event) => { event.preventDefault(); })")
    page.get_by_role("button", name="Se connecter").click()
    expect(password).to_have_attribute("type", "password")
