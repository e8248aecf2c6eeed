"""The same thing asked twice happens once, and what was changed meanwhile is not overwritten."""

from typing import Any
from uuid import uuid4

import pytest

from tests.journeys.access_table import NOBODYS, TABLE
from tests.journeys.belongings import Belongings
from tests.journeys.cast import Cast
from tests.journeys.people import BENEFIT, SLOT, for_another_child
from tests.journeys.test_bad_input import OPERATIONS, address_of, body_of, is_problem, refused_at, who_may

VERSIONED = [name for name, each in OPERATIONS.items() if "If-Match" in each.parameters("header")]
KEYED = [
    name
    for name, each in OPERATIONS.items()
    if "Idempotency-Key" in each.parameters("header") and name != "log_out"  # ends the session that it is called with
]
CREATING: dict[str, tuple[dict[str, Any], str]] = {
    "request_number": ({"given_name": "Dominique"}, ""),
    "open_rights": ({"reference_tax_income": "1.00"}, "/me/rights"),
    "start_application": ({"benefit_code": "holidays-children"}, "/applications?limit=100"),
    "post_message": ({"body": "Autre chose."}, "/applications/{application}/messages?limit=100"),
    "start_thread": ({"body": "Autre chose."}, "/messages?limit=100"),
    "post_thread_message": ({"body": "Autre chose."}, "/messages/{thread}?limit=100"),
    "create_document": ({"filename": "autre.pdf"}, "/documents?limit=100"),
    "register_establishment": ({"city": "Ailleurs"}, "/establishments?limit=100"),
    "create_staff_account": ({"given_name": "Camille"}, "/staff/accounts?limit=100"),
    "publish_offer": ({"category": "stays"}, ""),
}
"""What differs in another body, and the list that tells how many there are."""
ACTS = (
    *("submit", "withdraw", "claim", "release", "request-items", "decide", "take-over-rights", "override", "confirm"),
    *("refuse", "establishment-change", "no-answer-needed", "reassign", "cancel-request", "close"),
    *(f"corrections/{NOBODYS}/settle", "corrections"),
)
"""What stands behind the address of what they are done to."""


@pytest.fixture(scope="module")
def things(cast: Cast) -> Belongings:
    """With an application that the officer has claimed."""
    things = Belongings(cast)
    cast.officer.call("POST", f"/staff/applications/{things.application}/claim")
    return things


@pytest.mark.parametrize("name", CREATING)
def test_the_same_key_with_the_same_body_is_done_once_and_answers_the_same(name: str, things: Belongings) -> None:
    person, path, body = who_may(things.cast, name), address_of(things, name), body_of(things, name)
    other, listed = CREATING[name]
    key = str(uuid4())
    first = person.send("POST", path, body, key=key)
    assert first.status_code < 300, first.text
    after_one = seen(things, name, listed)
    again = person.send("POST", path, body, key=key)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    reused = person.send("POST", path, body | other, key=key)
    assert (reused.status_code, reused.json()["code"]) == (422, "idempotency-key-reused")
    assert seen(things, name, listed) == after_one


def test_a_key_is_of_one_person_and_one_act(things: Belongings) -> None:
    key = str(uuid4())
    mine = things.cast.agent_a.call("POST", "/applications", {"benefit_code": BENEFIT}, key=key)
    theirs = things.cast.agent_b.call("POST", "/applications", {"benefit_code": BENEFIT}, key=key)
    withdrawn = things.cast.agent_a.call("POST", f"/applications/{mine['id']}/withdraw", key=key)
    assert mine["id"] != theirs["id"]
    assert (withdrawn["id"], withdrawn["status"]) == (mine["id"], "withdrawn")


def test_submitting_twice_with_one_key_submits_once(things: Belongings) -> None:
    member = things.cast.agent_a
    path = f"/applications/{things.draft}"
    member.call("PATCH", path, {"answers": for_another_child()})
    key = str(uuid4())
    first, again = (member.call("POST", f"{path}/submit", key=key) for _ in range(2))
    assert first == again
    events = [entry["event"] for entry in member.call("GET", path)["timeline"]]
    assert events.count("application_submitted") == 1


@pytest.mark.parametrize("name", KEYED)
def test_a_key_that_is_none_is_named(name: str, things: Belongings) -> None:
    operation, person = OPERATIONS[name], who_may(things.cast, name)
    path, body = address_of(things, name), body_of(things, name)
    for key in ("two words", "x" * 201):
        assert refused_at(person.send(operation.method, path, body, key=key), "/Idempotency-Key")


@pytest.mark.parametrize("name", VERSIONED)
def test_what_was_changed_meanwhile_is_not_overwritten(name: str, things: Belongings) -> None:
    operation, person = OPERATIONS[name], who_may(things.cast, name)
    path, body = address_of(things, name), body_of(things, name)
    looked_at = path.removesuffix(f"/documents/{SLOT}")
    for last in ACTS:
        looked_at = looked_at.removesuffix(f"/{last}")
    reader = things.cast.officer if looked_at.startswith("/staff/applications/") else person
    before = reader.send("GET", looked_at)
    for stale in ('"987654321"', '"no-version"', 'W/"1"'):
        answer = person.send(operation.method, path, body, headers={"If-Match": stale})
        assert (answer.status_code, answer.json()["code"], is_problem(answer)) == (412, "stale-version", True), stale
    after = reader.send("GET", looked_at)
    assert (after.headers["ETag"], after.json()) == (before.headers["ETag"], before.json())


def test_every_version_is_known_to_the_table() -> None:
    assert set(VERSIONED) | set(KEYED) <= TABLE.keys()


class Named(dict[str, str]):
    """What an address names, fetched when it is named."""

    def __init__(self, things: Belongings) -> None:
        self._things = things

    def __missing__(self, name: str) -> str:
        return self._things.named(name)


def seen(things: Belongings, name: str, listed: str) -> Any:
    return who_may(things.cast, name).call("GET", listed.format_map(Named(things))) if listed else None
