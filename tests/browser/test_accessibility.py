"""axe finds nothing on any page, in either language, in light and in dark, on a phone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Opened
from tests.browser.pages import EVERY

pytestmark = pytest.mark.timeout(400)  # forty pages a test, on a machine that may be busy
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = {"light": 1280, "dark": 390}


@pytest.fixture(params=[(language, scheme) for language in ("fr", "en") for scheme in WIDTHS], ids="-".join)
def page(request: pytest.FixtureRequest, opened: Opened) -> Page:
    language, scheme = request.param
    viewport = {"width": WIDTHS[scheme], "height": 900}
    return opened(language=language, color_scheme=scheme, viewport=viewport, reduced_motion="reduce").new_page()


def test_axe_finds_nothing_on_any_page(page: Page) -> None:
    found = {}
    for name, address in EVERY.items():
        page.goto(address)
        violations = Axe().run(page, options=RULES).response["violations"]
        if violations:
            found[name] = [(each["id"], each["nodes"][0]["html"][:200]) for each in violations]
    assert found == {}


def test_no_page_is_wider_than_its_window(page: Page) -> None:
    wider = {}
    for name, address in EVERY.items():
        page.goto(address)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if beyond > 0:
            wider[name] = beyond
    assert wider == {}


def test_every_page_has_a_title_of_its_own(page: Page) -> None:
    titles: dict[str, str] = {}
    for name, address in EVERY.items():
        page.goto(address)
        assert page.title(), name
        assert page.locator("h1").count() == 1, name
        titles[name] = page.title()
    assert len(set(titles.values())) > len(EVERY) * 0.6
