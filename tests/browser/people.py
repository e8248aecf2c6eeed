"""Members and staff at their browsers, on a stack that runs."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pyotp
from playwright.sync_api import Locator, Page

from deploy.demo.client import Inbox, wait_until
from tests.journeys.stack import RunningStack

PASSWORD = "une phrase facile à retenir"
STEP = 30


@dataclass
class Desk:
    """One person's browser window."""

    page: Page
    stack: RunningStack
    say: Callable[[str], str | re.Pattern[str]] = str
    """From what the French pages say to what these do (`windows.words_in`)."""

    def go(self, path: str) -> None:
        self.page.goto(self.stack.gateway + path)

    def press(self, label: str, scope: str = "main") -> None:
        """The button or link of that name, and what it leads to."""
        place = self.page.locator(scope)
        name = self.say(label)
        found = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        found.last.click()
        self.page.wait_for_load_state()

    def says(self, text: str) -> bool:
        shown, said = " ".join(self.page.inner_text("main").split()), self.say(text)
        return said in shown if isinstance(said, str) else said.search(shown) is not None

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(self.say(label))

    def reload_until_it_says(self, text: str) -> None:
        def told() -> bool:
            self.page.reload()
            return self.says(text)

        wait_until(told, f"a page that says {text}", every=0.5)


def ask_for_a_number(desk: Desk, establishment: str, family_name: str) -> str:
    """As a visitor. The address that the number will be sent to."""
    email = f"{uuid4().hex[:12]}@agentspace.example"
    desk.go("/")
    desk.page.fill("#f-profession", "infirmière")
    desk.press("Vérifier")
    assert desk.says("Votre espace")
    desk.press("Demander un numéro")
    desk.page.get_by_label("Votre établissement employeur").select_option(label=establishment)
    desk.page.get_by_label("Votre profession", exact=True).select_option("infirmier")
    for label, text in {
        "Nom de famille": family_name,
        "Prénom": "Camille",
        "Date de naissance": "1991-01-01",
        "Adresse e-mail": email,
    }.items():
        desk.page.get_by_label(label).fill(text)
    desk.press("Envoyer ma demande")
    assert desk.says("Votre demande est déposée")
    return email


def open_account(desk: Desk, email: str, number: str) -> None:
    desk.go("/first-login")
    desk.page.get_by_label("Numéro C.G.O.S.").fill(number)
    desk.press("Recevoir un mot de passe provisoire")
    temporary = Inbox(desk.stack.inbox).temporary_password(email)
    desk.go("/agent/sign-in")
    sign_in(desk, number, temporary)
    assert desk.says("Choisissez maintenant votre propre mot de passe")
    desk.page.get_by_label("Nouveau mot de passe").fill(PASSWORD)
    desk.page.get_by_label("Confirmez le mot de passe").fill(PASSWORD)
    desk.press("Enregistrer le mot de passe")
    assert desk.says("Votre mot de passe est enregistré")


def sign_in(desk: Desk, number: str, password: str) -> None:
    desk.field("Numéro C.G.O.S.").fill(number)
    desk.page.locator("[name=password]").fill(password)
    desk.press("Se connecter")


def sign_in_staff(desk: Desk, account: dict[str, str]) -> None:
    """A code is good once: where other tests used the present one, the next is tried, then those after it."""
    codes = pyotp.TOTP(account["totp_secret"])
    for ahead in (0, 1, 2, 2, 2):
        if ahead == 2:
            desk.page.wait_for_timeout(1000 * (STEP - time.time() % STEP + 1))
        desk.go("/staff/sign-in")
        desk.page.locator("[name=email]").fill(account["email"])
        desk.page.locator("[name=password]").fill(account["password"])
        desk.page.locator("[name=totp]").fill(codes.at(time.time() + min(ahead, 1) * STEP))
        desk.press("Se connecter")
        if "/sign-in" not in desk.page.url:
            return
    raise AssertionError("staff could not sign in")
