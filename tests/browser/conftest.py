from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from services.contracts.actor import Role
from services.contracts.base import Language
from tests.browser.browsers import chromium, launch
from tests.browser.furnished import furnish
from tests.browser.serving import served
from tests.browser.windows import LOCALE
from tests.gateway.fake_bus import FakeBus

Opened = Callable[..., BrowserContext]
expect.set_options(timeout=15_000)  # the machine may be busy with other tests


@pytest.fixture(scope="session")
def bus() -> FakeBus:
    return furnish(FakeBus())


@pytest.fixture(scope="session")
def url(bus: FakeBus) -> Iterator[str]:
    with served(bus) as url:
        yield url


# Not for the session: Playwright keeps an event loop running in this thread, which other tests need for their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if chromium() is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, bus: FakeBus, url: str) -> Iterator[Opened]:
    """A browser window, signed in to every portal unless told otherwise.

    Without the service worker: once it has claimed a page, `page.route` no longer sees what the page asks for.
    """
    contexts: list[BrowserContext] = []

    def open_(*, signed_in: bool = True, language: Language = "fr", **options: object) -> BrowserContext:
        options.setdefault("service_workers", "block")
        context = browser.new_context(base_url=url, locale=LOCALE[language], **options)  # type: ignore[arg-type]  # Playwright's own names
        contexts.append(context)
        if signed_in:
            tokens = {
                "agent": bus.sign_in(Role.MEMBER, language=language),
                "staff": bus.sign_in(Role.OFFICER, Role.ADMINISTRATOR, Role.ESTABLISHMENT, portal="staff"),
            }
            secure = url.replace("http:", "https:")
            context.add_cookies(
                [
                    {"name": f"__Host-{portal}", "value": token, "url": secure, "secure": True}
                    for portal, token in tokens.items()
                ]
            )
        return context

    yield open_
    for context in contexts:
        context.close()
