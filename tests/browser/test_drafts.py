"""A draft that is filled in: in two windows, by keyboard, and what the page says meanwhile."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect

from services.contracts.applications import RequiredDocumentView
from tests.browser import benefits, scenes
from tests.browser.conftest import Opened
from tests.browser.drafts import Drafts
from tests.browser.keyboard import chooser_by_key, tab_to
from tests.gateway.fake_bus import FakeBus

DRAFT = f"/agent/applications/{scenes.DRAFT}"
START, END = "[name='answers/starts_on']", "[name='answers/ends_on']"
PHONE = {"width": 390, "height": 780}


@pytest.fixture(autouse=True)
def usual(bus: FakeBus) -> Iterator[None]:
    answers = dict(bus.answers)
    yield
    bus.answers = answers


@pytest.fixture
def drafts(bus: FakeBus) -> Drafts:
    return Drafts.of(bus)


def saves(page: Page, field: str, value: str) -> None:
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1"):
        page.fill(field, value)


def test_a_second_window_keeps_what_the_first_one_saved_and_shows_it(opened: Opened, drafts: Drafts) -> None:
    first, second = opened().new_page(), opened().new_page()
    first.goto(DRAFT)
    second.goto(DRAFT)
    saves(first, START, "2026-07-01")
    saves(second, END, "2026-07-21")
    expect(second.locator(START)).to_have_value("2026-07-01")
    expect(second.get_by_text("Changée dans une autre fenêtre")).to_be_visible()
    expect(second.locator("[data-saved]")).to_contain_text("a été reprise ici")
    assert (drafts.application.answers["starts_on"], drafts.application.answers["ends_on"]) == (
        "2026-07-01",
        "2026-07-21",
    )


@pytest.mark.parametrize(("choice", "kept"), [("Garder", "2026-07-21"), ("Prendre", "2026-07-25")])
def test_the_same_answer_changed_in_both_windows_waits_for_a_choice(
    opened: Opened, drafts: Drafts, choice: str, kept: str
) -> None:
    first, second = opened().new_page(), opened().new_page()
    first.goto(DRAFT)
    second.goto(DRAFT)
    saves(first, END, "2026-07-25")
    saves(second, END, "2026-07-21")
    asked = second.get_by_role("group", name="Cette réponse a aussi changé ailleurs")
    expect(asked).to_contain_text("21 juillet 2026")
    expect(asked).to_contain_text("25 juillet 2026")
    assert drafts.application.answers["ends_on"] == "2026-07-25"
    expect(second.locator(END)).to_have_value("2026-07-21")
    asked.get_by_label(choice).check()
    expect(asked).to_have_count(0)
    expect(second.locator(END)).to_have_value(kept)
    assert drafts.application.answers["ends_on"] == kept


def test_what_is_missing_follows_what_is_typed_and_stays_in_sight_on_a_phone(opened: Opened, bus: FakeBus) -> None:
    Drafts.of(bus, answers={"children": scenes.ANSWERS["children"], "starts_on": "2026-07-04"}, documents=[])
    page = opened(viewport=PHONE).new_page()
    page.goto(DRAFT)
    state = page.get_by_role("list", name="Où vous en êtes")
    expect(state).to_contain_text("2 manquants")
    saves(page, END, "2026-07-21")
    expect(state).to_contain_text("1 manquant")
    expect(page.locator("#still-missing li")).to_have_count(1)
    for place in (state, page.locator("[data-saved]")):
        expect(place).to_be_in_viewport(ratio=1)


def test_ten_files_are_attached_by_keyboard_alone(opened: Opened, bus: FakeBus, tmp_path: Path) -> None:
    benefit = benefits.benefit(benefits.AID)
    slot = benefit.required_documents[0].model_dump()
    slots = [RequiredDocumentView(**(slot | {"slot": f"paper_{n}", "label": f"Papier {n}"})) for n in range(10)]
    drafts = Drafts.of(bus, benefit.model_copy(update={"required_documents": slots}), documents=[])
    page = opened().new_page()
    page.route(
        "**/api/v1/documents",
        lambda route: route.fulfill(
            status=201,
            json={
                "id": str(UUID(int=200 + len(drafts.application.documents))),
                "upload": {"method": "PUT", "url": "/agent/nowhere", "headers": {}},
            },
        ),
    )
    page.route("**/agent/nowhere", lambda route: route.fulfill(status=200))
    page.route("**/api/v1/documents/*/complete", lambda route: route.fulfill(status=202, json={"state": "checking"}))
    page.goto(DRAFT)
    for n in range(10):
        paper = tmp_path / f"papier-{n}.pdf"
        paper.write_bytes(b"%PDF-1.4 " + b"0" * 100)
        tab_to(page, f"[name='file/paper_{n}']", most=20 if n else 80)
        chooser_by_key(page).set_files(paper)
        # The focus stays with the slot, so the next one is a few tabs away.
        expect(page.locator(f"#slot-paper_{n} .badge.success")).to_be_visible()
    assert [each.slot for each in drafts.application.documents] == [f"paper_{n}" for n in range(10)]


def test_a_date_that_cannot_be_is_said_on_entry_and_taken_back_when_it_fits(opened: Opened, drafts: Drafts) -> None:
    page = opened().new_page()
    page.goto(DRAFT)
    birth, end = page.locator("[name='answers/children/0/birth_date']"), page.locator(END)
    birth.fill("2999-01-01")
    birth.press("Tab")
    expect(birth).to_have_accessible_description("Cette date est encore à venir.")
    end.fill("2026-07-01")
    end.press("Tab")
    expect(end).to_have_accessible_description("Pas avant le 4 juillet 2026.")
    page.locator(START).fill("2026-06-30")
    page.locator(START).press("Tab")
    expect(end).not_to_have_attribute("aria-invalid", "true")


def test_a_date_typed_before_its_script_is_there_is_looked_at_too(opened: Opened, drafts: Drafts) -> None:
    page = opened().new_page()
    held: list[Route] = []
    page.route("**/js/dates.js", lambda route: held.append(route))  # noqa: PLW0108 - playwright takes no built-in
    page.goto(DRAFT)
    birth = page.locator("[name='answers/children/0/birth_date']")
    birth.fill("2998-12-31")  # another than the test before: its page may save as it closes
    birth.press("Tab")
    for request in held:
        request.continue_()
    expect(birth).to_have_accessible_description("Cette date est encore à venir.")


def test_a_birth_of_the_household_that_is_still_to_come_is_said_on_entry(opened: Opened) -> None:
    page = opened().new_page()
    page.goto("/agent/file/household")
    birth = page.locator("[name='children/0/birth_date']")
    birth.fill("2999-01-01")
    birth.press("Tab")
    expect(birth).to_have_accessible_description("Cette date est encore à venir.")
