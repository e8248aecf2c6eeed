"""What cannot be done now: the rule that forbids it is named, and everything stays as it was."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.belongings import DECLARED, Belongings
from tests.journeys.cast import Cast
from tests.journeys.people import ANSWERS, SLOT, accepted_document, for_another_child, submitted_application

Act = tuple[str, str, str, Any, int, str, str]
"""Who, method, path, body; then the status, the code and the field that are told."""

DRAFT: list[Act] = [
    ("agent_a", "POST", "/messages", {"body": "Bonjour.", "document_ids": []}, 409, "no-thread-yet", ""),
    ("agent_a", "PUT", "/documents/no_such_slot", {"document_id": "{document}"}, 404, "unknown-slot", ""),
    ("agent_a", "PUT", f"/documents/{SLOT}", {"document_id": "{nothing}"}, 422, "not-attachable", "/document_id"),
    ("agent_a", "PUT", f"/documents/{SLOT}", {"document_id": "{theirs}"}, 422, "not-attachable", "/document_id"),
    ("agent_a", "PUT", f"/documents/{SLOT}", {"document_id": "{invoice}"}, 422, "wrong-document-kind", "/document_id"),
    ("agent_a", "PATCH", "", {"answers": {"children": "deux"}}, 422, "bad-answers", "/answers/children"),
    ("agent_a", "PATCH", "", {"answers": {"children": [{"given_name": "x" * 101}]}}, 422, "bad-answers", "/answers"),
    ("agent_a", "PATCH", "", {"answers": {"children": ["x" * 70_000]}}, 422, "answers-too-large", "/answers"),
    ("officer", "GET", "", None, 404, "unknown-application", ""),
    ("officer", "POST", "/claim", None, 404, "unknown-application", ""),
]
INCOMPLETE: list[Act] = [
    ("officer", "POST", "/claim", None, 409, "not-complete", ""),
    ("officer", "POST", "/decide", {"outcome": "approved"}, 409, "not-", ""),
    ("agent_a", "POST", "/submit", None, 409, "not-a-draft", ""),
    ("agent_a", "PATCH", "", {"answers": {"children": []}}, 409, "not-editable", ""),
]
SUBMITTED: list[Act] = [
    ("agent_a", "POST", "/submit", None, 409, "not-a-draft", ""),
    ("agent_a", "PATCH", "", {"answers": ANSWERS}, 409, "not-editable", ""),
    ("agent_a", "PUT", f"/documents/{SLOT}", {"document_id": "{document}"}, 409, "not-editable", ""),
    ("agent_a", "DELETE", f"/documents/{SLOT}", None, 409, "not-editable", ""),
    ("agent_a", "POST", "/messages", {"body": "Ci-joint.", "document_ids": ["{nothing}"]}, 422, "not-attachable", "/"),
    ("agent_a", "POST", "/messages", {"body": "Ci-joint.", "document_ids": ["{theirs}"]}, 422, "not-attachable", "/"),
    ("officer", "POST", "/decide", {"outcome": "approved"}, 409, "not-claimed-by-you", ""),
    ("officer", "POST", "/request-items", {"items": [SLOT], "message": "?"}, 409, "not-claimed-by-you", ""),
]
CLAIMED: list[Act] = [
    ("officer", "POST", "/decide", {"outcome": "rejected"}, 422, "reason-required", "/reason"),
    ("officer", "POST", "/decide", {"outcome": "approved", "amount": "9999.00"}, 422, "amount-above-scale", "/amount"),
    ("officer", "POST", "/decide", {"outcome": "rejected", "reason": "Non.", "amount": "5"}, 422, "amount-", "/amount"),
    ("officer", "POST", "/request-items", {"items": ["no_such"], "message": "?"}, 422, "unknown-item", "/items"),
]
DECIDED: list[Act] = [
    ("agent_a", "POST", "/withdraw", None, 409, "not-withdrawable", ""),
    ("officer", "POST", "/claim", None, 409, "", ""),
    ("officer", "POST", "/decide", {"outcome": "approved"}, 409, "not-under-review", ""),
    ("officer", "POST", "/request-items", {"items": [SLOT], "message": "?"}, 409, "not-under-review", ""),
]


@pytest.fixture(scope="module")
def known(cast: Cast) -> dict[str, str]:
    """Documents of several kinds and owners, by the name that stands in the tables."""
    return {
        "document": accepted_document(cast.agent_a.client),
        "invoice": accepted_document(cast.agent_a.client, "invoice"),
        "theirs": accepted_document(cast.agent_b.client),
        "nothing": Belongings(cast).nothing,
    }


def a_draft(cast: Cast, _known: dict[str, str]) -> str:
    return Belongings(cast).draft


def an_incomplete_one(cast: Cast, known: dict[str, str]) -> str:
    path = f"/applications/{(application := a_draft(cast, known))}"
    cast.agent_a.call("PATCH", path, {"answers": for_another_child()})
    cast.agent_a.call("POST", f"{path}/submit")
    return application


def a_submitted_one(cast: Cast, known: dict[str, str]) -> str:
    return submitted_application(cast.agent_a.client, known["document"])


def a_claimed_one(cast: Cast, known: dict[str, str]) -> str:
    application = a_submitted_one(cast, known)
    cast.officer.call("POST", f"/staff/applications/{application}/claim")
    return application


def a_decided_one(cast: Cast, known: dict[str, str]) -> str:
    application = a_claimed_one(cast, known)
    body = {"outcome": "rejected", "reason": "Hors délai."}
    cast.officer.call("POST", f"/staff/applications/{application}/decide", body)
    return application


@pytest.mark.parametrize(
    ("make", "acts"),
    [
        (a_draft, DRAFT),
        (an_incomplete_one, INCOMPLETE),
        (a_submitted_one, SUBMITTED),
        (a_claimed_one, CLAIMED),
        (a_decided_one, DECIDED),
    ],
)
def test_what_the_state_of_an_application_forbids(
    make: Callable[[Cast, dict[str, str]], str], acts: list[Act], cast: Cast, known: dict[str, str]
) -> None:
    application = make(cast, known)
    before = cast.agent_a.call("GET", f"/applications/{application}")
    failures = []
    for who, method, rest, body, status, code, field in acts:
        path = f"{'/staff' if who == 'officer' else ''}/applications/{application}{rest}"
        answer = cast.named(who).send(method, path, filled(body, known))
        told = answer.json()
        named = not field or any(error["pointer"].startswith(field) for error in told["errors"])
        if answer.status_code != status or not told["code"].startswith(code) or not named:
            failures.append(f"{who} {method} {rest} {str(body)[:60]}: {answer.status_code} {answer.text[:300]}")
    assert failures == []
    assert cast.agent_a.call("GET", f"/applications/{application}") == before


def test_what_the_state_of_a_document_forbids(cast: Cast, known: dict[str, str]) -> None:
    member = cast.agent_a
    declared = f"/documents/{member.call('POST', '/documents', DECLARED)['id']}"
    accepted = f"/documents/{known['document']}"
    refusals = [
        (member.send("POST", f"{declared}/complete"), 409, "upload-missing"),
        (member.send("GET", f"{declared}/content"), 409, "document-not-accepted"),
        (member.send("PUT", f"{accepted}/content", b"x" * 64), 409, "document-not-awaiting-upload"),
    ]
    for answer, status, code in refusals:
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert member.call("GET", declared)["state"] == "awaiting_upload"
    assert member.call("GET", accepted)["state"] == "accepted"


def test_what_the_state_of_a_number_request_forbids(cast: Cast) -> None:
    asked = cast.visitor.call("POST", "/number-requests", cast.number_request())["id"]
    path = f"/staff/number-requests/{asked}"
    early = cast.officer.send("POST", f"{path}/communicate")
    assert (early.status_code, early.json()["code"]) == (409, "number-request-closed")
    wrong = cast.correspondent.send("POST", f"{path}/assign-number", {"cgos_number": "12345678"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/cgos_number")
    cast.correspondent.call("POST", f"{path}/assign-number", {})
    again = cast.correspondent.send("POST", f"{path}/assign-number", {})
    assert (again.status_code, again.json()["code"]) == (409, "number-request-closed")
    cast.officer.call("POST", f"{path}/communicate")
    late = cast.correspondent.send("POST", f"{path}/reject", {"reason": "Trop tard."})
    assert (late.status_code, late.json()["code"]) == (409, "number-request-closed")


def test_an_unknown_benefit_opens_no_draft(cast: Cast) -> None:
    before = cast.agent_a.call("GET", "/applications")
    unknown = cast.agent_a.send("POST", "/applications", {"benefit_code": "no-such-benefit"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown-benefit")
    assert cast.agent_a.call("GET", "/applications") == before


def filled(body: Any, known: dict[str, str]) -> Any:
    if isinstance(body, str) and body.startswith("{"):
        return known[body.strip("{}")]
    if isinstance(body, dict):
        return {name: filled(value, known) for name, value in body.items()}
    return [filled(value, known) for value in body] if isinstance(body, list) else body
