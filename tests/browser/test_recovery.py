"""What was lost is found again, and a letter leaves: by whoever sits before a browser."""

from pathlib import Path

import pypdfium2 as pdfium
from playwright.sync_api import expect

from gateway.letters.postal import SAFE
from services.contracts.base import Language
from services.contracts.identity import GetMe, MeView
from services.contracts.identity.number_office import MarkLetterPosted
from services.contracts.identity.recovery import MakeRecoveryCodes, RequestNumberReminder
from tests.browser.conftest import Opened
from tests.browser.numbers import LETTER
from tests.browser.windows import SIZES, in_both, words_in
from tests.gateway.fake_bus import FakeBus

FEW_LEFT = "Il ne vous reste que {count} code(s) de secours : créez-en de nouveaux."


@in_both
def test_a_forgotten_number_is_asked_for(opened: Opened, bus: FakeBus, language: Language) -> None:
    say = words_in(language)
    page = opened(signed_in=False, language=language, viewport=SIZES[language]).new_page()
    page.goto("/agent/sign-in")
    page.get_by_role("link", name=say("Numéro oublié")).click()
    for label, text in (("Nom de famille", "Perrin"), ("Prénom", "Lou"), ("Adresse e-mail", "lou@exemple.fr")):
        page.get_by_label(say(label)).fill(text)
    page.get_by_label(say("Date de naissance")).fill("1991-01-01")
    page.get_by_role("button", name=say("Recevoir mon numéro")).click()
    page.wait_for_url("**/forgotten-number/sent")
    assert bus.last(RequestNumberReminder)[0].email == "lou@exemple.fr"


@in_both
def test_recovery_codes_are_made_with_a_code_and_shown_once(opened: Opened, bus: FakeBus, language: Language) -> None:
    say = words_in(language)
    me = bus.answers[GetMe]
    assert isinstance(me, MeView)
    bus.answers[GetMe] = me.model_copy(update={"totp_enrolled": True, "recovery_codes_left": 2})
    page = opened(language=language, viewport=SIZES[language]).new_page()
    page.goto("/agent/file")
    expect(page.get_by_text(say(FEW_LEFT))).to_be_visible()
    page.get_by_role("link", name=say("Codes de secours")).click()
    page.locator("[name=totp]").fill("492039")
    page.get_by_role("button", name=say("Créer dix codes")).click()
    expect(page.get_by_text("2ABC-DEFG-HJKL-MNPQ")).to_be_visible()
    assert bus.last(MakeRecoveryCodes)[0].totp == "492039"
    page.get_by_role("link", name=say("Je les ai gardés")).click()
    expect(page.get_by_text("2ABC-DEFG-HJKL-MNPQ")).to_have_count(0)


@in_both
def test_a_letter_is_printed_for_its_window_and_marked_as_posted(
    opened: Opened, bus: FakeBus, tmp_path: Path, language: Language
) -> None:
    say = words_in(language)
    page = opened(language=language, viewport=SIZES[language]).new_page()
    page.goto("/staff/requests")
    page.get_by_role("link", name=say("Courriers à poster")).click()
    with page.expect_download() as printed:
        page.get_by_role("link", name=say("Imprimer ces courriers (PDF)")).click()
    printed.value.save_as(tmp_path / "letters.pdf")
    left, top, right, bottom = (each * 72 / 25.4 for each in SAFE)
    sheet = pdfium.PdfDocument(tmp_path / "letters.pdf")[0]
    high = sheet.get_height()
    assert "44900 VALMONT" in sheet.get_textpage().get_text_bounded(left, high - bottom, right, high - top)
    page.get_by_role("button", name=say("Marquer comme postés")).click()
    expect(page.get_by_text(say("Ces courriers sont marqués comme postés."))).to_be_visible()
    assert bus.last(MarkLetterPosted)[0].request_id == LETTER.request_id
