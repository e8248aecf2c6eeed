"""Every page, loaded once for axe and for our own ruler: in either language and scheme, from 320 to 1280 pixels, in
text twice as large and in forced colours."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import geometry
from tests.browser.conftest import Opened
from tests.browser.pages import EVERY

pytestmark = pytest.mark.timeout(900)  # sixty pages a test, on a machine that may be busy
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
HEIGHT = 900
WINDOWS = {
    "fr-light": ("fr", {"color_scheme": "light"}, 1280, (768, 320)),
    "en-dark": ("en", {"color_scheme": "dark"}, 390, (320, 768)),
    "fr-forced": ("fr", {"forced_colors": "active"}, 390, ()),
}
"""Language, what the window is told, the width at which axe looks, further widths that are only measured."""
SEEN_BY_OUR_RULER_ALONE = frozenset({"fr-forced"})
"""What axe reads there is the page of the first window, in colours that the reader chose."""
TWICE_AS_LARGE = "document.documentElement.style.fontSize = '225%'"
"""Of the reader's own size, as a browser's text zoom does; the pages set 112.5 % of it."""


@pytest.mark.parametrize("window", WINDOWS)
def test_axe_and_our_ruler_find_nothing_on_any_page(window: str, opened: Opened) -> None:
    language, told, width, more = WINDOWS[window]
    page = opened(
        language=language, viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce", **told
    ).new_page()
    _without_toasts(page)
    found = {}
    titles: dict[str, str] = {}
    for name, address in EVERY.items():
        page.goto(address)
        wrong = [] if window in SEEN_BY_OUR_RULER_ALONE else _what_axe_finds(page)
        for at in (width, *more):
            page.set_viewport_size({"width": at, "height": HEIGHT})
            wrong += [f"{at} px, {each}" for each in geometry.problems(page)]
        page.set_viewport_size({"width": 1280, "height": HEIGHT})
        page.evaluate(TWICE_AS_LARGE)
        wrong += [f"text twice as large, {each}" for each in geometry.problems(page)]
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if page.locator("h1").count() != 1:
            wrong.append("not one h1")
        titles[name] = page.title()
        if wrong:
            found[name] = wrong
    assert found == {}
    assert all(titles.values())
    assert len(set(titles.values())) > len(EVERY) * 0.6


def test_axe_finds_nothing_where_the_key_of_a_second_factor_is_shown(opened: Opened) -> None:
    """It is shown once, as the answer of a form."""
    page = opened(language="fr", viewport={"width": 390, "height": HEIGHT}, reduced_motion="reduce").new_page()
    _without_toasts(page)
    page.goto("/agent/totp")
    page.fill("#f-current_password", "une phrase bien longue")
    page.get_by_role("button", name="Continuer").click()
    assert page.locator(".qr svg").count() == 1
    assert Axe().run(page, options=RULES).response["violations"] == []
    assert geometry.problems(page) == []


def _what_axe_finds(page: Page) -> list[str]:
    violations = Axe().run(page, options=RULES).response["violations"]
    return [f"axe {each['id']}: {each['nodes'][0]['html'][:200]}" for each in violations]


def _without_toasts(page: Page) -> None:
    """They come and go by themselves, over whatever is there."""
    page.route("**/api/v1/notifications/stream*", lambda route: route.abort())
