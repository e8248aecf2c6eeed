"""The same draft in two windows: nothing that one of them saved is erased by the other unseen."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import httpx
import pytest

from gateway.pages.merging import Choices, merge
from services.contracts.applications import (
    ApplicationView,
    BadAnswers,
    SaveAnswers,
    SubmitApplication,
)
from services.contracts.refusals import StaleVersion
from tests.browser import scenes
from tests.browser.drafts import Drafts
from tests.gateway.fake_bus import FakeBus
from tests.gateway.pages.conftest import Reader

DRAFT = f"/agent/applications/{scenes.DRAFT}"
LINA = {
    "answers/children/0/given_name": "Lina",
    "answers/children/0/birth_date": "2015-02-08",
    "answers/children/0/disabled": "true",
    "answers/children/0/concerned": "true",
}
AS_SEEN = LINA | {"answers/starts_on": "2026-07-04", "answers/ends_on": "2026-07-18"}
SCHEMA: dict[str, Any] = {
    "properties": {
        "from": {"type": "string"},
        "to": {"type": "string"},
        "alone": {"type": "boolean"},
        "income": {"type": "object", "properties": {"lost": {"type": "number"}, "kept": {"type": "number"}}},
        "children": {"type": "array", "items": {"type": "object"}},
    }
}


@pytest.fixture
def drafts(bus: FakeBus) -> Drafts:
    return Drafts.of(bus)


@pytest.fixture
def post(reader: Reader) -> Callable[..., Any]:
    reader.sign_in()

    async def post(page: httpx.Response, *, script: bool = False, **typed: str) -> httpx.Response:
        reader.page = page
        data = reader.fields(DRAFT) | AS_SEEN | {name.replace("__", "/"): value for name, value in typed.items()}
        headers = {"X-Autosave": "1"} if script else {}
        reader.page = await reader.client.post(DRAFT, data=data, headers=headers)
        return reader.page

    return post


pytestmark = pytest.mark.anyio


async def test_only_what_was_changed_is_saved_over_the_version_that_was_seen(
    reader: Reader, drafts: Drafts, post: Callable[..., Any]
) -> None:
    page = await reader.go(DRAFT)
    await post(page, answers__ends_on="2026-07-20", do="save")
    saved, _ = reader.bus.last(SaveAnswers)
    assert (saved.answers, saved.expected_version) == ({"ends_on": "2026-07-20"}, 3)


async def test_another_answer_that_was_changed_elsewhere_is_kept_and_shown(
    reader: Reader, drafts: Drafts, post: Callable[..., Any]
) -> None:
    page = await reader.go(DRAFT)
    drafts.change(starts_on="2026-07-01")
    told = (await post(page, script=True, answers__ends_on="2026-07-20")).json()
    assert (drafts.application.answers["starts_on"], drafts.application.answers["ends_on"]) == (
        "2026-07-01",
        "2026-07-20",
    )
    assert (told["changed"], told["clashes"]) == (["answers/starts_on"], [])
    assert 'value="2026-07-01"' in told["parts"]
    assert "Changée dans une autre fenêtre" in told["parts"]


@pytest.mark.parametrize(("choice", "kept"), [("mine", "2026-07-20"), ("theirs", "2026-07-25")])
async def test_an_answer_changed_on_both_sides_is_shown_with_both_values_and_the_reader_chooses(
    reader: Reader, drafts: Drafts, post: Callable[..., Any], choice: str, kept: str
) -> None:
    page = await reader.go(DRAFT)
    drafts.change(ends_on="2026-07-25")
    answer = await post(page, answers__ends_on="2026-07-20", do="submit")
    assert answer.status_code == 412
    assert reader.bus.count(SubmitApplication) == 0
    assert drafts.application.answers["ends_on"] == "2026-07-25"
    assert "20 juillet 2026" in reader.text
    assert "25 juillet 2026" in reader.text

    # Sent again without a choice, it is asked again.
    again = await post(answer, answers__ends_on="2026-07-20", do="save")
    assert (again.status_code, drafts.application.answers["ends_on"]) == (412, "2026-07-25")
    settled = await post(again, **{"answers__ends_on": "2026-07-20", "settle/answers/ends_on": choice, "do": "save"})
    assert settled.status_code == 303
    assert drafts.application.answers["ends_on"] == kept


async def test_what_changes_a_third_time_while_the_reader_chooses_is_asked_again(
    reader: Reader, drafts: Drafts, post: Callable[..., Any]
) -> None:
    page = await reader.go(DRAFT)
    drafts.change(ends_on="2026-07-25")
    answer = await post(page, answers__ends_on="2026-07-20", do="save")
    drafts.change(ends_on="2026-07-30")
    answer = await post(answer, **{"answers__ends_on": "2026-07-20", "settle/answers/ends_on": "mine", "do": "save"})
    assert (answer.status_code, drafts.application.answers["ends_on"]) == (412, "2026-07-30")
    assert "30 juillet 2026" in reader.text


async def test_the_answers_that_can_be_saved_are_saved_beside_one_that_cannot(
    reader: Reader, drafts: Drafts, post: Callable[..., Any]
) -> None:
    def save(command: SaveAnswers) -> ApplicationView:
        if "ends_on" in command.answers:
            raise BadAnswers.at("/answers/ends_on", "Before the start.", rule="date_parsing")
        return drafts.save(command)

    reader.bus.answers[SaveAnswers] = save
    page = await reader.go(DRAFT)
    told = await post(page, script=True, answers__starts_on="2026-07-19", answers__ends_on="2026-07-10")
    assert told.status_code == 422
    assert list(told.json()["errors"]) == ["answers/ends_on"]
    assert drafts.application.answers["starts_on"] == "2026-07-19"


async def test_what_is_still_missing_comes_with_each_save(
    reader: Reader, drafts: Drafts, post: Callable[..., Any]
) -> None:
    page = await reader.go(DRAFT)
    drafts.application = drafts.application.model_copy(update={"missing": []})
    told = (await post(page, script=True, answers__ends_on="2026-07-20")).json()
    assert "Tout est là" in unescape(told["parts"])
    assert not re.search(r"Il manque", told["parts"])


async def test_what_was_checked_is_what_is_submitted(reader: Reader, drafts: Drafts) -> None:
    reader.sign_in()
    await reader.go(f"{DRAFT}/check")
    assert "18 juillet 2026" in reader.text
    reader.bus.answers[SubmitApplication] = StaleVersion()
    drafts.change(ends_on="2026-07-25")
    answer = await reader.send(f"{DRAFT}/check")
    assert reader.bus.last(SubmitApplication)[0].expected_version == 3
    assert answer.status_code == 412
    assert "25 juillet 2026" in reader.text


def _merged(seen: dict[str, Any], typed: dict[str, Any], now: dict[str, Any], **choices: Any) -> tuple[Any, ...]:
    found = merge(SCHEMA, seen, typed, now, Choices(**choices))
    return found.patch, found.changed, found.clashes


def test_the_parts_of_a_section_are_answers_of_their_own_and_a_list_is_one() -> None:
    seen = {"income": {"lost": 1, "kept": 2}, "children": [{"name": "a"}]}
    typed = {"income": {"lost": 5, "kept": 2}, "children": [{"name": "b"}], "alone": False}
    now = {"income": {"lost": 1, "kept": 7}, "children": [{"name": "a"}, {"name": "c"}], "alone": True}
    assert _merged(seen, typed, now) == (
        {"income": {"lost": 5}},
        ["answers/alone", "answers/income/kept"],
        ["answers/children"],
    )


def test_what_only_the_way_of_writing_changes_is_not_a_change() -> None:
    seen = {"from": "a\nb ", "children": [{"name": "a"}]}
    typed = {"from": "a\r\nb", "to": None, "alone": False, "children": [{"name": "a", "chosen": False}]}
    now = {"from": "c", "alone": True}
    assert _merged(seen, typed, now) == ({}, ["answers/from", "answers/alone", "answers/children"], [])


def test_the_same_change_on_both_sides_is_no_clash() -> None:
    assert _merged({"from": "a"}, {"from": "b"}, {"from": "b"}) == ({}, [], [])


def test_a_box_left_unticked_is_an_answer() -> None:
    assert _merged({}, {"alone": False}, {}) == ({"alone": False}, [], [])
