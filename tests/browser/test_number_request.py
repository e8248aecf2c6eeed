"""Asking for a number: one form, gone through once, with scripts and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from services.contracts.identity import ListPortals, PortalsView, RequestNumber
from tests.browser import scenes
from tests.browser.conftest import Opened
from tests.gateway.fake_bus import FakeBus

TYPED = {"Nom de famille": "Perrin", "Prénom": "Lou", "Adresse e-mail": "lou@exemple.fr"}


def fill(page: Page) -> None:
    for label, text in TYPED.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Date de naissance").fill("1991-01-01")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_doctor_asks_for_a_number_in_one_pass(opened: Opened, bus: FakeBus, scripts: bool) -> None:
    page = opened(signed_in=False, java_script_enabled=scripts).new_page()
    page.goto("/number-request")
    fill(page)
    page.get_by_label("Personnels médicaux").check()
    page.get_by_label("Rechercher votre établissement").fill("Valmont")
    if scripts:
        expect(page.get_by_text(re.compile("Établissements trouvés : [1-9]".replace(" ", r"\s")))).to_be_visible()
    else:
        page.get_by_role("button", name="Rechercher").click()
    professions = page.get_by_label("Votre profession", exact=True)
    expect(professions.locator("option")).to_contain_text(["Choisissez", "Praticien hospitalier"])
    expect(professions.locator("option", has_text="Infirmier")).to_have_count(0)
    for label, text in TYPED.items():
        expect(page.get_by_label(label)).to_have_value(text)
    professions.select_option(label="Praticien hospitalier")
    page.get_by_label("Votre établissement employeur", exact=True).select_option(index=1)
    page.get_by_role("button", name="Envoyer ma demande").last.click()
    page.wait_for_url("**/number-request/sent")
    asked, _ = bus.last(RequestNumber)
    assert (asked.portal, asked.profession, asked.family_name) == ("medical", "praticien-hospitalier", "Perrin")


def test_going_back_and_forth_between_the_portals_empties_nothing(opened: Opened) -> None:
    page = opened(signed_in=False).new_page()
    page.goto("/number-request")
    fill(page)
    page.get_by_label("Votre établissement employeur", exact=True).select_option(index=2)
    chosen = page.get_by_label("Votre établissement employeur", exact=True).input_value()
    page.get_by_label("Personnels médicaux").check()
    page.get_by_label("Agents hospitaliers").check()
    page.get_by_label("Rechercher votre établissement").fill("nulle part")
    expect(page.get_by_text("Aucun établissement ne correspond")).to_be_visible()
    assert page.get_by_label("Votre établissement employeur", exact=True).input_value() == chosen
    for label, text in TYPED.items():
        expect(page.get_by_label(label)).to_have_value(text)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_profession_is_found_by_its_everyday_name(opened: Opened, bus: FakeBus, scripts: bool) -> None:
    doctor = {"code": "praticien-hospitalier", "name": "Praticien hospitalier", "portal": "medical"}
    found = PortalsView.model_validate(scenes.PORTALS.model_dump() | {"matches": [doctor]})
    bus.answers[ListPortals] = lambda query: found if query.profession == "PH" else scenes.PORTALS
    page = opened(signed_in=False, java_script_enabled=scripts).new_page()
    page.goto("/number-request")
    fill(page)
    page.get_by_label("Rechercher votre profession").fill("PH")
    if scripts:
        page.get_by_label("Rechercher votre profession").press("Enter")
    else:
        page.get_by_role("button", name="Afficher les professions").click()
    expect(page.get_by_text(re.compile(r"Votre espace\s: Personnels médicaux"))).to_be_visible()
    expect(page.get_by_label("Personnels médicaux")).to_be_checked()
    expect(page.get_by_label("Votre profession", exact=True)).to_have_value("praticien-hospitalier")
    expect(page.get_by_label("Nom de famille")).to_have_value("Perrin")
    page.get_by_label("Agents hospitaliers").check()
    if not scripts:
        page.get_by_role("button", name="Afficher les professions").click()
    expect(page.get_by_label("Votre profession", exact=True).locator("option", has_text="Infirmier")).to_have_count(1)
