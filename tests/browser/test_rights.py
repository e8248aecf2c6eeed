"""The rights of a year on the real services: read from a photo; typed, and confirmed by an officer."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from deploy.demo.notices import specimen_photo
from deploy.demo.paper_authority import PaperAuthority
from deploy.demo.papers import Photo
from services.contracts.base import Language
from services.contracts.calendar import day_in_paris
from tests.browser.people import Desk, sign_in, sign_in_staff
from tests.browser.windows import LOCALE, SIZES, in_both, words_in
from tests.journeys.cast import Cast
from tests.journeys.files import pdf
from tests.journeys.people import Opened, open_member, signed_in_staff
from tests.journeys.stack import RunningStack

pytestmark = pytest.mark.timeout(300)
MakeDesk = Callable[..., Desk]
IS_THIS_RIGHT = "Voici ce que nous avons lu. Est-ce bien cela ?"
AMOUNTS: dict[Language, tuple[str, str]] = {"fr": ("2 000 €", "1 950 €"), "en": ("€2,000", "€1,950")}
"""24,000 a year of one part; and 23,400."""
TOLD: dict[Language, str] = {"fr": "Vos droits sont confirmés", "en": "Your rights are confirmed"}
YEAR = day_in_paris(datetime.now(UTC)).year


@pytest.fixture
def desk(browser: Browser, running_stack: RunningStack) -> Iterator[MakeDesk]:
    contexts: list[BrowserContext] = []

    def make(language: Language, *, scripts: bool = True) -> Desk:
        size, locale = SIZES[language], LOCALE[language]
        context = browser.new_context(java_script_enabled=scripts, locale=locale, viewport=size)  # type: ignore[arg-type]  # what Playwright takes
        contexts.append(context)
        return Desk(context.new_page(), running_stack, words_in(language))

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def opened(running_stack: RunningStack) -> Callable[[], Opened]:
    officer, correspondent = signed_in_staff(running_stack)
    return lambda: open_member(running_stack, correspondent, officer)


def signed_in(desk: Desk, member: Opened) -> Desk:
    desk.go("/agent/sign-in")
    sign_in(desk, member.credentials["cgos_number"], member.credentials["password"])
    return desk


@in_both
def test_a_photo_of_a_notice_becomes_an_explained_quotient_in_under_a_minute(
    desk: MakeDesk, opened: Callable[[], Opened], running_stack: RunningStack, tmp_path: Path, language: Language
) -> None:
    photo = tmp_path / "avis.jpg"
    authority = PaperAuthority.of_stack(running_stack.secrets)
    taken = Photo(turned=4, skewed=0.03, brightness=0.9)
    photo.write_bytes(
        specimen_photo(authority, income_year=YEAR - 2, declarants=["ESSAI CAMILLE"], parts="1", taken=taken)
    )
    member = signed_in(desk(language), opened())
    began = time.monotonic()

    member.go("/agent/file/rights")
    member.page.set_input_files("[name='file/notice']", photo)
    expect(member.page.locator("[name='sent/notice']")).not_to_have_value("", timeout=30_000)
    member.press("Continuer")
    expect(member.page.get_by_text(member.say(IS_THIS_RIGHT))).to_be_visible(timeout=45_000)
    assert "ESSAI CAMILLE" in member.page.inner_text("main")
    member.press("C’est bien cela : ouvrir mes droits")

    expect(member.page.get_by_text(AMOUNTS[language][0]).first).to_be_visible()
    assert member.says("Vérifiés")
    assert time.monotonic() - began < 60


@in_both
def test_typed_rights_are_confirmed_by_an_officer_beside_the_notice_without_scripts(
    desk: MakeDesk, opened: Callable[[], Opened], cast: Cast, tmp_path: Path, language: Language
) -> None:
    notice = tmp_path / "avis.pdf"
    notice.write_bytes(pdf("Avis d'imposition"))
    person = opened()
    member, officer = signed_in(desk(language, scripts=False), person), desk(language, scripts=False)
    member.go("/agent/file/rights")
    member.page.set_input_files("[name='file/notice']", notice)
    member.press("Continuer")
    member.reload_until_it_says("Recopiez deux chiffres de votre avis")
    member.field("Revenu fiscal de référence").fill("24 000")
    member.field("Nombre de parts fiscales").fill("1")
    member.press("Calculer mon quotient")
    assert member.says("À confirmer")

    sign_in_staff(officer, cast.signed_in_colleague(["officer"])[1].credentials)
    rights = person.client.call("GET", "/me/rights")["items"][0]["id"]
    officer.go(f"/staff/rights/{rights}")
    frame = officer.page.frame_locator("iframe[name=papers]")
    expect(frame.get_by_role("img")).to_be_visible(timeout=30_000)
    officer.field("Revenu fiscal de référence").fill("23 400")
    officer.press("Confirmer ces chiffres")
    assert officer.says("Droits confirmés.")

    member.reload_until_it_says("Confirmés")
    expect(member.page.get_by_text(AMOUNTS[language][1]).first).to_be_visible()
    member.go("/agent/notifications")
    member.page.get_by_text(TOLD[language]).first.wait_for()
