"""The stream of notifications on the running stack: live, resumed, and over when the session is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.journeys.cast import Cast
from tests.journeys.people import accepted_document, submitted_application


@contextmanager
def listening(cast: Cast, headers: dict[str, str]) -> Iterator[Iterator[str]]:
    """The lines of a stream that has begun."""
    address = f"{cast.stack.gateway}/api/v1/notifications/stream"
    with httpx.stream("GET", address, headers=headers, timeout=30, trust_env=False) as answer:
        assert answer.status_code == 200
        lines = answer.iter_lines()
        assert next(lines).startswith("retry:")
        yield lines


def told(lines: Iterator[str]) -> dict[str, Any]:
    """The next notification."""
    line = next(line for line in lines if line.startswith("data:"))
    found: dict[str, Any] = json.loads(line.removeprefix("data:"))
    return found


def test_a_notification_comes_while_one_listens_and_again_to_whoever_resumes(cast: Cast) -> None:
    member = cast.agent_a
    application = submitted_application(member.client, accepted_document(member.client))
    with listening(cast, member.headers) as lines:
        cast.officer.call("POST", f"/staff/applications/{application}/claim")
        answer = {"body": "Le séjour a-t-il eu lieu ?", "document_ids": []}
        cast.officer.call("POST", f"/staff/applications/{application}/messages", answer)
        first = told(lines)
        while first["type"] != "message_posted" or application not in first["link"]:
            first = told(lines)
    decision = {"outcome": "rejected", "reason": "Hors délai."}
    cast.officer.call("POST", f"/staff/applications/{application}/decide", decision)
    with listening(cast, member.headers | {"Last-Event-ID": first["id"]}) as lines:
        after = told(lines)
    assert (after["type"], application in after["link"]) == ("application_decided", True)
    assert after["id"] != first["id"]


def test_a_stream_ends_with_its_session(cast: Cast) -> None:
    session = cast.visitor.call("POST", "/auth/login", cast.agent_b.credentials)
    bearer = {"Authorization": f"Bearer {session['access_token']}"}
    with listening(cast, bearer) as lines:
        cast.visitor.call("POST", "/auth/logout", headers=bearer)
        assert [line for line in lines if line.startswith("data:")] == []
