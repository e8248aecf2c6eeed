"""What is told while a page is open, and what opening a page says of what was told."""

import json

from playwright.sync_api import expect

from services.contracts.notifications import MarkApplicationNotificationsRead
from tests.browser import scenes
from tests.browser.conftest import Opened
from tests.gateway.fake_bus import FakeBus

DRAFT = f"/agent/applications/{scenes.DRAFT}"
STREAM = "**/api/v1/notifications/stream*"


def test_opening_an_application_marks_what_was_told_of_it_as_read(opened: Opened, bus: FakeBus) -> None:
    page = opened().new_page()
    page.route(STREAM, lambda route: route.abort())
    before = bus.count(MarkApplicationNotificationsRead)
    page.goto(f"/agent/applications/{scenes.INCOMPLETE}")
    expect(page.locator("[data-count]")).to_be_hidden()  # there were two
    expect(page.locator("[data-opened]")).to_be_hidden()
    assert bus.count(MarkApplicationNotificationsRead) == before + 1


def test_on_a_phone_a_toast_makes_way(opened: Opened) -> None:
    page = opened(viewport={"width": 390, "height": 600}).new_page()
    told = [
        {"id": str(number), "title": title, "text": "", "link": None}
        for number, title in enumerate(("Demande reçue", "Demande accordée"))
    ]
    lines = "".join(f"event: notification\ndata: {json.dumps(each)}\n\n" for each in told)
    page.route(STREAM, lambda route: route.fulfill(content_type="text/event-stream", body=f"retry: 60000\n\n{lines}"))
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # no toast leaves because its time is over
    page.goto(DRAFT)
    toast = page.locator(".toasts .toast")
    expect(toast).to_have_text(["Demande accordée×"])  # one at a time, the newest
    box, bar = toast.bounding_box(), page.locator(".draft-bar").bounding_box()
    assert box is not None
    assert bar is not None
    assert box["y"] + box["height"] <= bar["y"]
    page.clock.fast_forward(2000)
    page.mouse.wheel(0, 200)
    expect(toast).to_have_count(0)
    page.reload()
    toast.get_by_role("button", name="Fermer").click()
    expect(toast).to_have_count(0)
