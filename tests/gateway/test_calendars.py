"""Deadlines as a calendar: what is written, and who gets it."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

import httpx
import pytest

from gateway.calendars import MOST_AN_HOUR, PATH, calendar, escaped, folded
from services.contracts.actor import Role
from services.contracts.applications import (
    DeadlinesTokenView,
    DeadlinesView,
    DeadlineView,
    GetDeadlines,
    MakeDeadlinesToken,
    RevokeDeadlinesToken,
    UnknownDeadlinesToken,
)
from services.contracts.base import Done
from tests.gateway.fake_bus import FakeBus

pytestmark = pytest.mark.anyio
MADE = datetime(2026, 11, 2, 8, 30, 5, tzinfo=UTC)
APPLICATION = UUID("5b1f2ad2-54a5-4f0e-8a47-0f5b3c1c7a03")


def told(language: str = "fr", title: str = "Séjours, vacances; enfants") -> DeadlinesView:
    unused = DeadlineView(
        uid=UUID(int=1), kind="unused", code="holidays", title=title, day=date(2026, 12, 31), application_id=None
    )
    draft = DeadlineView(
        uid=UUID(int=2), kind="draft", code="care", title="Garde", day=date(2027, 2, 28), application_id=APPLICATION
    )
    return DeadlinesView.model_validate(
        {"items": [unused, draft], "portal": "agent", "language": language, "made_at": MADE}
    )


def read(text: str) -> Iterator[list[tuple[str, str]]]:
    """The events of a calendar, unfolded."""
    lines = text.replace("\r\n ", "").split("\r\n")
    for block in "\n".join(lines).split("BEGIN:VEVENT\n")[1:]:
        properties = block.partition("END:VEVENT")[0].strip().split("\n")
        yield [tuple(each.split(":", 1)) for each in properties]  # type: ignore[misc]  # two, for each has a colon


def test_a_deadline_is_an_event_of_its_whole_last_day() -> None:
    first, second = (dict(each) for each in read(calendar(told(), "https://space.example/")))
    assert first == {
        "UID": f"{UUID(int=1)}@agentspace",
        "DTSTAMP": "20261102T083005Z",
        "DTSTART;VALUE=DATE": "20261231",
        "DTEND;VALUE=DATE": "20270101",
        "SUMMARY": "Dernier jour pour demander\N{NO-BREAK SPACE}: Séjours\\, vacances\\; enfants",
        "DESCRIPTION": "Vous n’avez pas encore demandé cette aide. Elle peut l’être jusqu’à ce jour\\, heure de Paris.",
        "URL": "https://space.example/agent/benefits/holidays",
        "CLASS": "PRIVATE",
        "TRANSP": "TRANSPARENT",
    }
    assert second["DTEND;VALUE=DATE"] == "20270301"
    assert second["URL"] == f"https://space.example/agent/applications/{APPLICATION}"
    english = [dict(each)["SUMMARY"] for each in read(calendar(told("en"), "https://space.example"))]
    assert english[1] == "Last day to send: Garde"


def test_lines_end_as_they_must_and_none_is_longer_than_75_octets() -> None:
    text = calendar(told(title="é" * 200), "https://space.example")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "é" * 200 in text.replace("\r\n ", "")


def test_no_title_becomes_a_property() -> None:
    assert escaped("a\\b;c,d\r\nATTENDEE:x\ny") == r"a\\b\;c\,d\nATTENDEE:x\ny"
    titles = [dict(each) for each in read(calendar(told(title="x\r\nATTENDEE:y"), "https://space.example"))]
    assert "ATTENDEE" not in titles[0]


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150])
def test_a_fold_is_made_where_it_is_needed_and_comes_undone(length: int) -> None:
    line = "x" * length
    assert folded(line).replace("\r\n ", "") == line
    assert folded(line).count("\r\n") == (length > 75) + (length > 149)


async def test_an_address_is_made_told_once_and_opens_the_calendar_without_a_session(
    client: httpx.AsyncClient, bus: FakeBus, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    session = {"Authorization": f"Bearer {bus.sign_in(Role.MEMBER)}"}
    bus.answers |= {MakeDeadlinesToken: DeadlinesTokenView(made_at=MADE), GetDeadlines: told()}
    made = await client.post("/api/v1/me/deadlines/token", headers=session)
    token, address = made.json()["token"], made.json()["url"]
    assert made.status_code == 201
    assert address.endswith(f"/api/v1/me/deadlines.ics?token={token}")
    hashed = sha256(token.encode()).hexdigest()
    assert bus.last(MakeDeadlinesToken)[0].token_hash == hashed
    answer = await client.get(PATH, params={"token": token})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["cache-control"] == "private, max-age=3600"
    assert bus.last(GetDeadlines)[0].token_hash == hashed
    known = {"If-None-Match": answer.headers["etag"]}
    again = await client.get(PATH, params={"token": token}, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    ours = [record.getMessage() for record in caplog.records if record.name != "httpx"]  # the client of this test
    assert ours
    assert [line for line in ours if token in line] == []
    assert token not in str(bus.asked)


async def test_a_token_of_nobody_opens_nothing_and_a_calendar_is_asked_for_so_often_and_no_more(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    bus.answers[GetDeadlines] = UnknownDeadlinesToken()
    of_nobody = f"{PATH}?token=of-nobody"
    assert (await client.get(of_nobody)).json()["code"] == "unknown-deadlines-token"
    for _ in range(MOST_AN_HOUR - 1):
        await client.get(of_nobody)
    refused = await client.get(of_nobody)
    assert refused.status_code == 429
    assert 3500 < int(refused.headers["retry-after"]) <= 3600
    bus.answers[GetDeadlines] = told()
    assert (await client.get(PATH, params={"token": "another"})).status_code == 200


async def test_an_address_is_revoked(client: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[RevokeDeadlinesToken] = Done()
    session = {"Authorization": f"Bearer {bus.sign_in(Role.MEMBER)}"}
    assert (await client.delete("/api/v1/me/deadlines/token", headers=session)).status_code == 204
