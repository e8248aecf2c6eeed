"""Files that are too large, cut short, or not what they say: refused by name, and nothing goes on because of them."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from deploy.demo.client import wait_until
from tests.journeys.cast import Cast, Person
from tests.journeys.files import pdf, png
from tests.journeys.people import BENEFIT, SLOT, for_another_child
from tests.unit.documents.files import EICAR, a_pdf

MEBIBYTE = 1024 * 1024
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
DISGUISED = {
    "a page": (b"<!doctype html><script>alert(1)</script>" * 20, "application/pdf", "unsupported-type"),
    "a drawing with a script": (SVG * 10, "image/png", "unsupported-type"),
    "a picture": (png(), "application/pdf", "type-mismatch"),
    "a letter": (pdf(), "image/jpeg", "type-mismatch"),
    "half a letter": (b"%PDF-1.7\n" + b"\x00" * 200, "application/pdf", "damaged"),
    "two files in one": (png() + b"PK\x03\x04" * 50, "image/png", "trailing-data"),
    "a virus": (a_pdf(content=EICAR), "application/pdf", "infected"),
}
ENDING = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


def declare(person: Person, size: int, content_type: str = "application/pdf") -> httpx.Response:
    name = f"piece.{ENDING.get(content_type, 'pdf')}"
    body = {"kind": SLOT, "filename": name, "size": size, "content_type": content_type}
    return person.send("POST", "/documents", body)


def declared(person: Person, size: int, content_type: str = "application/pdf") -> str:
    return f"/documents/{declare(person, size, content_type).json()['id']}"


@pytest.mark.parametrize("name", DISGUISED)
def test_a_file_that_is_not_what_it_says_is_rejected_with_its_reason_and_completes_nothing(
    name: str, cast: Cast
) -> None:
    content, content_type, reason = DISGUISED[name]
    member = cast.agent_a
    application = f"/applications/{member.call('POST', '/applications', {'benefit_code': BENEFIT})['id']}"
    member.call("PATCH", application, {"answers": for_another_child()})
    member.call("POST", f"{application}/submit")
    document = declared(member, len(content), content_type)
    member.call("PUT", f"{document}/content", content)
    member.call("POST", f"{document}/complete")
    member.send("PUT", f"{application}/documents/{SLOT}", {"document_id": document.rpartition("/")[2]})
    rejected = wait_until(lambda: state_other_than(member, document, "checking"), "the checks")
    assert (rejected["state"], rejected["reason"]) == ("rejected", reason)
    seen = member.call("GET", application)
    assert (seen["status"], [each.get("document") for each in seen["missing"]]) == ("incomplete", [SLOT])
    assert member.send("GET", f"{document}/content").json()["code"] == "document-not-accepted"
    assert cast.officer.send("POST", f"/staff{application}/claim").json()["code"] == "not-complete"


def test_a_size_that_no_document_may_have_is_refused_before_a_byte_is_sent(cast: Cast) -> None:
    before = cast.agent_a.call("GET", "/documents")
    answer = declare(cast.agent_a, 25 * MEBIBYTE + 1)
    assert (answer.status_code, answer.json()["code"]) == (413, "file-too-large")
    assert answer.json()["errors"][0]["pointer"] == "/size"
    for content_type in ("text/html", "image/svg+xml", "application/zip"):
        answer = declare(cast.agent_a, 1000, content_type)
        assert (answer.status_code, answer.json()["code"]) == (422, "unsupported-type")
        assert answer.json()["errors"][0]["pointer"] == "/content_type"
    assert cast.agent_a.call("GET", "/documents") == before


def test_more_bytes_than_were_announced_are_refused_by_their_declared_length(cast: Cast) -> None:
    document = declared(cast.agent_a, 1000)
    answer = cast.agent_a.send("PUT", f"{document}/content", b"x" * 1001)
    assert (answer.status_code, answer.json()["code"]) == (413, "file-too-large")
    assert_still_waits(cast.agent_a, document)


@pytest.mark.parametrize(
    ("sent", "status", "code"), [(3 * MEBIBYTE, 413, "file-too-large"), (999, 422, "size-mismatch")]
)
def test_a_stream_of_another_length_than_was_announced_is_refused(
    sent: int, status: int, code: str, cast: Cast
) -> None:
    document = declared(cast.agent_a, MEBIBYTE if sent > MEBIBYTE else 1000)
    answer = put_in_pieces(cast.agent_a, document, sent)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert_still_waits(cast.agent_a, document)


def test_a_stream_past_what_any_document_may_have_is_cut_off(cast: Cast) -> None:
    document = declared(cast.agent_a, 25 * MEBIBYTE)
    answer = put_in_pieces(cast.agent_a, document, 28 * MEBIBYTE)
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert_still_waits(cast.agent_a, document)


def put_in_pieces(person: Person, document: str, length: int) -> httpx.Response:
    """Without a declared length."""

    def pieces() -> Iterator[bytes]:
        for start in range(0, length, 64 * 1024):
            yield b"x" * min(64 * 1024, length - start)

    address = f"{person.gateway}/api/v1{document}/content"
    return httpx.put(address, content=pieces(), headers=person.headers, timeout=30, trust_env=False)


def assert_still_waits(person: Person, document: str) -> None:
    assert person.call("GET", document)["state"] == "awaiting_upload"
    assert person.send("POST", f"{document}/complete").json()["code"] == "upload-missing"


def state_other_than(person: Person, document: str, state: str) -> dict[str, Any] | None:
    found: dict[str, Any] = person.call("GET", document)
    return None if found["state"] == state else found
