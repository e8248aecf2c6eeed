"""What a member's life brings, in a browser: another establishment, and a profession of the other portal."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from services.contracts.base import Language
from services.contracts.calendar import day_in_paris
from services.contracts.documents import PreviewDocument
from services.contracts.identity.corrections import AcceptCorrection, RequestCorrection
from services.contracts.identity.establishment_changes import ChangeEstablishment, PreviewEstablishmentChange
from tests.browser import scenes
from tests.browser.conftest import Opened
from tests.browser.windows import SIZES, in_both, words_in
from tests.gateway.fake_bus import FakeBus

NOTED = "C’est noté : votre dossier changera ce jour-là."
PROOF_NEEDED = "Joignez un justificatif, ou choisissez un de vos documents."
MADE = "Correction faite. La personne est prévenue."
ASKED = "Votre demande de correction est enregistrée. Vous serez prévenu de la réponse."
SIGNED_OUT = (
    "Vous gardez votre numéro et votre mot de passe, et vous vous identifiez de nouveau, dans le nouvel espace."
)
MOVES = (
    "Cette profession relève de l’autre espace : à l’acceptation, la personne passe dans « {portal} » avec son "
    "historique, et ses sessions se ferment."
)


@pytest.mark.parametrize(("language", "scripts"), [("fr", False), ("en", True)], ids=["no scripts", "scripts"])
def test_another_establishment_is_found_looked_at_and_told(
    opened: Opened, bus: FakeBus, language: Language, scripts: bool
) -> None:
    say = words_in(language)
    page = opened(language=language, viewport=SIZES[language], java_script_enabled=scripts).new_page()
    page.goto("/agent/file/establishment")
    page.get_by_label(say("Rechercher votre établissement")).fill("Valmont")
    page.get_by_role("button", name=say("Rechercher")).click()
    page.get_by_label(say("Votre nouvel établissement")).select_option(index=1)
    day = day_in_paris(datetime.now(UTC)) + timedelta(days=30)
    page.get_by_label(say("À partir du")).fill(day.isoformat())
    page.get_by_role("button", name=say("Voir ce qui change")).click()
    expect(page.get_by_role("heading", name=say("Ce qui change"))).to_be_visible()
    looked_at, _ = bus.last(PreviewEstablishmentChange)
    page.get_by_role("button", name=say("Confirmer le changement")).click()
    expect(page.get_by_role("status").filter(has_text=say(NOTED))).to_be_visible()
    told, _ = bus.last(ChangeEstablishment)
    assert (told.from_date, looked_at.from_date, told.expected_version) == (day, day, 3)


@in_both
def test_a_profession_of_the_other_portal_is_asked_for_and_accepted(
    opened: Opened, bus: FakeBus, language: Language
) -> None:
    say = words_in(language)
    context = opened(language=language, viewport=SIZES[language])
    page = context.new_page()
    page.goto("/agent/file/corrections")
    page.get_by_role("link", name=say("Profession")).click()
    expect(page.get_by_text(say(SIGNED_OUT))).to_be_visible()
    page.get_by_label(say("Ce qu’il doit dire")).select_option("praticien-hospitalier")
    page.get_by_role("button", name=say("Demander la correction")).click()
    expect(page.get_by_role("alert")).to_contain_text(say(PROOF_NEEDED))
    expect(page.get_by_label(say("Ce qu’il doit dire"))).to_have_value("praticien-hospitalier")
    page.locator("[name=document_id]").select_option(index=1)
    page.get_by_role("button", name=say("Demander la correction")).click()
    expect(page.get_by_role("status").filter(has_text=say(ASKED))).to_be_visible()
    asked, _ = bus.last(RequestCorrection)
    assert (asked.field, asked.value, asked.document_id) == ("profession", "praticien-hospitalier", scenes.DOCUMENT)

    officer = context.new_page()
    officer.goto("/staff/corrections")
    officer.get_by_role("link", name="Nadia Belcourt").click()
    expect(officer.get_by_text(say(MOVES))).to_be_visible()
    seen, _ = bus.last(PreviewDocument)
    assert (seen.document_id, seen.application_id) == (scenes.DOCUMENT, scenes.CORRECTION)
    officer.get_by_role("button", name=say("Accepter la correction")).click()
    expect(officer.get_by_role("status").filter(has_text=say(MADE))).to_be_visible()
    assert bus.last(AcceptCorrection)[0].correction_id == scenes.CORRECTION
