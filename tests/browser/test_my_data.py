"""On the real services, as people do it: a copy of one's data, and a colleague whose account is closed."""

import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from deploy.demo.client import wait_until
from services.contracts.base import Language
from tests.browser.people import Desk, sign_in, sign_in_staff
from tests.browser.windows import LOCALE, SIZES, in_both, words_in
from tests.journeys.cast import Cast

pytestmark = pytest.mark.timeout(300)

READY = "La copie demandée le {day} est prête. Elle peut être téléchargée jusqu’au {until}."


@pytest.fixture
def desks(browser: Browser, cast: Cast, language: Language) -> Iterator[tuple[Desk, Desk]]:
    """Two windows, the first without scripts."""
    size, locale = SIZES[language], LOCALE[language]
    contexts = [
        browser.new_context(locale=locale, viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]  # what Playwright takes
        for scripts in (False, True)
    ]
    first, second = (Desk(context.new_page(), cast.stack, words_in(language)) for context in contexts)
    yield first, second
    for context in contexts:
        context.close()


@in_both
def test_a_copy_of_ones_data_is_asked_for_followed_and_downloaded_without_scripts(
    desks: tuple[Desk, Desk], cast: Cast, language: Language
) -> None:
    member = cast.new_member(f"exporter-{language}")
    desk, _ = desks
    desk.go("/agent/sign-in")
    sign_in(desk, member.credentials["cgos_number"], member.credentials["password"])
    desk.go("/agent/file")
    desk.press("Mes données")
    desk.press("Demander une copie")
    assert desk.says("Votre copie est en préparation.")
    desk.reload_until_it_says(READY)
    with desk.page.expect_download() as waiting:
        desk.press("Télécharger ma copie (ZIP, {size})")
    assert waiting.value.suggested_filename.endswith(".zip")
    assert "identity.json" in zipfile.ZipFile(waiting.value.path()).namelist()


@in_both
def test_an_account_of_the_staff_is_closed_and_its_window_is_out(desks: tuple[Desk, Desk], cast: Cast) -> None:
    account_id, colleague = cast.signed_in_colleague(["officer"])
    theirs, administrator = desks
    sign_in_staff(theirs, colleague.credentials)
    theirs.go("/staff")
    assert theirs.page.url.endswith("/staff")
    sign_in_staff(administrator, cast.stack.accounts["administrator"])
    administrator.go(f"/staff/accounts/{account_id}")
    administrator.press("Fermer le compte")
    administrator.press("Fermer le compte")
    assert administrator.says("Fermé")
    wait_until(lambda: (answer := theirs.page.reload()) and answer.status == 401, "the window to be out", every=0.5)
