"""What a member's life brings, in a browser: another establishment, and a profession of the other portal."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from services.contracts.calendar import day_in_paris
from services.contracts.documents import PreviewDocument
from services.contracts.identity.corrections import AcceptCorrection, RequestCorrection
from services.contracts.identity.establishment_changes import ChangeEstablishment, PreviewEstablishmentChange
from tests.browser import scenes
from tests.browser.conftest import Opened
from tests.gateway.fake_bus import FakeBus

PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_another_establishment_is_found_looked_at_and_told(opened: Opened, bus: FakeBus, scripts: bool) -> None:
    page = opened(viewport=PHONE, java_script_enabled=scripts).new_page()
    page.goto("/agent/file/establishment")
    page.get_by_label("Rechercher votre établissement").fill("Valmont")
    page.get_by_role("button", name="Rechercher").click()
    page.get_by_label("Votre nouvel établissement").select_option(index=1)
    day = day_in_paris(datetime.now(UTC)) + timedelta(days=30)
    page.get_by_label("À partir du").fill(day.isoformat())
    page.get_by_role("button", name="Voir ce qui change").click()
    expect(page.get_by_role("heading", name="Ce qui change")).to_be_visible()
    looked_at, _ = bus.last(PreviewEstablishmentChange)
    page.get_by_role("button", name="Confirmer le changement").click()
    expect(page.get_by_role("status").filter(has_text="votre dossier changera ce jour-là")).to_be_visible()
    told, _ = bus.last(ChangeEstablishment)
    assert (told.from_date, looked_at.from_date, told.expected_version) == (day, day, 3)


def test_a_profession_of_the_other_portal_is_asked_for_and_accepted(opened: Opened, bus: FakeBus) -> None:
    context = opened()
    page = context.new_page()
    page.goto("/agent/file/corrections")
    page.get_by_role("link", name="Profession").click()
    expect(page.get_by_text("vous vous identifiez de nouveau, dans le nouvel espace")).to_be_visible()
    page.get_by_label("Ce qu’il doit dire").select_option(label="Praticien hospitalier")
    page.get_by_role("button", name="Demander la correction").click()
    expect(page.get_by_role("alert")).to_contain_text("Joignez un justificatif")
    expect(page.get_by_label("Ce qu’il doit dire")).to_have_value("praticien-hospitalier")
    page.locator("[name=document_id]").select_option(index=1)
    page.get_by_role("button", name="Demander la correction").click()
    expect(page.get_by_role("status").filter(has_text="demande de correction est enregistrée")).to_be_visible()
    asked, _ = bus.last(RequestCorrection)
    assert (asked.field, asked.value, asked.document_id) == ("profession", "praticien-hospitalier", scenes.DOCUMENT)

    officer = context.new_page()
    officer.goto("/staff/corrections")
    officer.get_by_role("link", name="Nadia Belcourt").click()
    expect(officer.get_by_text("ses sessions se ferment")).to_be_visible()
    seen, _ = bus.last(PreviewDocument)
    assert (seen.document_id, seen.application_id) == (scenes.DOCUMENT, scenes.CORRECTION)
    officer.get_by_role("button", name="Accepter la correction").click()
    expect(officer.get_by_role("status").filter(has_text="Correction faite")).to_be_visible()
    assert bus.last(AcceptCorrection)[0].correction_id == scenes.CORRECTION
