"""What a person without a mouse does."""

from contextlib import suppress

from playwright.sync_api import FileChooser, Page, TimeoutError


def chooser_by_key(page: Page) -> FileChooser:
    """Chromium opens none where a key reaches the page seconds after it was pressed, as on a busy machine: like a
    person, press again."""
    for _ in range(3):
        with suppress(TimeoutError):
            with page.expect_file_chooser(timeout=10_000) as chooser:
                page.keyboard.press("Space")
            return chooser.value
    raise AssertionError("no file chooser opens by the keyboard")


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.locator(selector).first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{selector} is not reached with {most} tabs")
