"""What was lost is found again, and a letter leaves: by whoever sits before a browser."""

from pathlib import Path

import pypdfium2 as pdfium
from playwright.sync_api import expect

from gateway.letters.postal import SAFE
from services.contracts.identity import GetMe, MeView
from services.contracts.identity.number_office import MarkLetterPosted
from services.contracts.identity.recovery import MakeRecoveryCodes, RequestNumberReminder
from tests.browser.conftest import Opened
from tests.browser.numbers import LETTER
from tests.gateway.fake_bus import FakeBus

PHONE = {"width": 390, "height": 844}


def test_a_forgotten_number_is_asked_for_on_a_phone(opened: Opened, bus: FakeBus) -> None:
    page = opened(signed_in=False, viewport=PHONE).new_page()
    page.goto("/agent/sign-in")
    page.get_by_role("link", name="Numéro oublié").click()
    for label, text in (("Nom de famille", "Perrin"), ("Prénom", "Lou"), ("Adresse e-mail", "lou@exemple.fr")):
        page.get_by_label(label).fill(text)
    page.get_by_label("Date de naissance").fill("1991-01-01")
    page.get_by_role("button", name="Recevoir mon numéro").click()
    page.wait_for_url("**/forgotten-number/sent")
    assert bus.last(RequestNumberReminder)[0].email == "lou@exemple.fr"


def test_recovery_codes_are_made_with_a_code_and_shown_once(opened: Opened, bus: FakeBus) -> None:
    me = bus.answers[GetMe]
    assert isinstance(me, MeView)
    bus.answers[GetMe] = me.model_copy(update={"totp_enrolled": True, "recovery_codes_left": 2})
    page = opened(viewport=PHONE).new_page()
    page.goto("/agent/file")
    expect(page.get_by_text("Il ne vous reste que 2 code(s) de secours")).to_be_visible()
    page.get_by_role("link", name="Codes de secours").click()
    page.get_by_label("Code").fill("492039")
    page.get_by_role("button", name="Créer dix codes").click()
    expect(page.get_by_text("2ABC-DEFG-HJKL-MNPQ")).to_be_visible()
    assert bus.last(MakeRecoveryCodes)[0].totp == "492039"
    page.get_by_role("link", name="Je les ai gardés").click()
    expect(page.get_by_text("2ABC-DEFG-HJKL-MNPQ")).to_have_count(0)


def test_a_letter_is_printed_for_its_window_and_marked_as_posted(opened: Opened, bus: FakeBus, tmp_path: Path) -> None:
    page = opened().new_page()
    page.goto("/staff/requests")
    page.get_by_role("link", name="Courriers à poster").click()
    with page.expect_download() as printed:
        page.get_by_role("link", name="Imprimer ces courriers").click()
    printed.value.save_as(tmp_path / "letters.pdf")
    left, top, right, bottom = (each * 72 / 25.4 for each in SAFE)
    sheet = pdfium.PdfDocument(tmp_path / "letters.pdf")[0]
    high = sheet.get_height()
    assert "44900 VALMONT" in sheet.get_textpage().get_text_bounded(left, high - bottom, right, high - top)
    page.get_by_role("button", name="Marquer comme postés").click()
    expect(page.get_by_text("Ces courriers sont marqués comme postés.")).to_be_visible()
    assert bus.last(MarkLetterPosted)[0].request_id == LETTER.request_id
