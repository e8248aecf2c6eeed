"""On the real services, as people do it: a copy of one's data, and a colleague whose account is closed."""

import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from deploy.demo.client import wait_until
from tests.browser.people import Desk, sign_in, sign_in_staff
from tests.journeys.cast import Cast

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def desks(browser: Browser, cast: Cast) -> Iterator[tuple[Desk, Desk]]:
    """Two windows, the first on a phone."""
    phone = browser.new_context(locale="fr-FR", java_script_enabled=False, viewport={"width": 390, "height": 844})
    screen = browser.new_context(locale="fr-FR")
    yield Desk(phone.new_page(), cast.stack), Desk(screen.new_page(), cast.stack)
    phone.close()
    screen.close()


def test_a_copy_of_ones_data_is_asked_for_followed_and_downloaded_without_scripts(
    desks: tuple[Desk, Desk], cast: Cast
) -> None:
    member = cast.new_member("exporter")
    desk, _ = desks
    desk.go("/agent/sign-in")
    sign_in(desk, member.credentials["cgos_number"], member.credentials["password"])
    desk.go("/agent/file")
    desk.press("Mes données")
    desk.press("Demander une copie")
    assert desk.says("Votre copie est en préparation")
    desk.reload_until_it_says("Elle peut être téléchargée")
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("link", name="Télécharger ma copie").click()
    assert waiting.value.suggested_filename.startswith("mes-donnees-")
    assert "identity.json" in zipfile.ZipFile(waiting.value.path()).namelist()


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
