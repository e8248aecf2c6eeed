"""Whatever is posted to a page is answered with a page: no error of ours, and nothing without the page's token."""

import re
from string import Formatter
from uuid import uuid4

import httpx
import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from gateway.app import create_app
from gateway.security import CSRF_FIELD, csrf_token
from gateway.settings import GatewaySettings
from tests.journeys.belongings import Belongings
from tests.journeys.cast import Cast, Person
from tests.journeys.people import BENEFIT, SLOT

APP = create_app(GatewaySettings(environment="test"))
FORMS = {
    str(route.name): str(route.path_format)
    for route in iter_route_contexts(APP.routes)
    if isinstance(route.original_route, APIRoute) and not route.include_in_schema and "POST" in (route.methods or ())
}
SIGNING_OUT = "sign_out"
NAMES = re.compile(r'name="([^"]+)"')
LOOKED_AT = ("/agent", "/agent/file", "/agent/documents", "/agent/notifications", "/number-request", "/agent/sign-in")
URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
WORDS = {
    "nothing": "",
    "a word": "x",
    "NUL": "a\x00b",
    "a lone surrogate": b"a\xed\xa0\x80b",
    "too much": "x" * 20_000,
    "a script": "<script>alert(1)</script>{{7*7}}",
    "digits": "9" * 400,
}


@pytest.fixture(scope="module")
def things(cast: Cast) -> Belongings:
    return Belongings(cast)


@pytest.fixture(scope="module")
def names(things: Belongings) -> list[str]:
    """Of every field of the pages."""
    addresses = [("agent_a", address) for address in LOOKED_AT]
    addresses += [("agent_a", f"/agent/applications/{things.draft}"), ("administrator", "/staff/accounts")]
    addresses += [("officer", f"/staff/applications/{things.application}"), ("officer", "/staff/requests")]
    pages = [visit(things.cast.named(who), "GET", address).text for who, address in addresses]
    extra = {"code", "token", "new_password", "current_password", "repeated", "answers/children/0/given_name", "do"}
    return sorted({name for page in pages for name in NAMES.findall(page)} | extra - {CSRF_FIELD})


@pytest.mark.parametrize("name", sorted(FORMS.keys() - {SIGNING_OUT}))
def test_whatever_is_posted_is_answered_with_a_page(name: str, things: Belongings, names: list[str]) -> None:
    person, address = who_posts(things, name), address_of(things, name)
    token = {CSRF_FIELD: csrf_token(cookie_of(person)), "idempotency_key": str(uuid4())}
    tried = {
        what: visit(person, "POST", address, data=token | dict.fromkeys(names, word)) for what, word in WORDS.items()
    }
    files = dict.fromkeys((SLOT, "file", f"file-{SLOT}"), ("a.pdf", b"no letter", "application/pdf"))
    tried["files"] = visit(person, "POST", address, data=token | dict.fromkeys(names, "x"), files=files)
    tried["no boundary"] = visit(
        person, "POST", address, content=b"--x", headers={"Content-Type": "multipart/form-data"}
    )
    tried["JSON"] = visit(person, "POST", address, content=b"{}", headers={"Content-Type": "application/json"})
    tried["broken"] = visit(person, "POST", address, content=b"%ZZ&&==&=%", headers=URLENCODED)
    wrong = {
        what: (answer.status_code, answer.text[:200])
        for what, answer in tried.items()
        if answer.status_code >= 500
        or not (answer.has_redirect_location or "text/html" in answer.headers["content-type"])
    }
    assert wrong == {}
    assert not any("<script>alert(1)" in answer.text for answer in tried.values())


@pytest.mark.parametrize("name", sorted(FORMS))
def test_nothing_is_done_without_the_token_of_the_page_or_from_another_site(name: str, things: Belongings) -> None:
    person, address = who_posts(things, name), address_of(things, name)
    token = {CSRF_FIELD: csrf_token(cookie_of(person))}
    before = things.cast.agent_a.call("GET", f"/applications/{things.application}")
    for data, headers in ({}, {}), (token, {"Origin": "https://elsewhere.example"}), ({CSRF_FIELD: "0" * 64}, {}):
        answer = visit(person, "POST", address, data=data, headers=headers)
        assert answer.status_code in {401, 403, 404}, (name, answer.status_code)
    assert things.cast.agent_a.call("GET", f"/applications/{things.application}") == before
    assert visit(person, "GET", "/agent" if person.name == "agent_a" else "/staff").status_code in {200, 303}


def who_posts(things: Belongings, name: str) -> Person:
    path = FORMS[name]
    if not path.startswith("/staff"):
        return things.cast.agent_a
    return things.cast.administrator if path.startswith(("/staff/accounts", "/staff/members")) else things.cast.officer


def address_of(things: Belongings, name: str) -> str:
    path = FORMS[name]
    thing = things.application if path.startswith("/staff") or "messages" in path else things.draft
    ids = dict.fromkeys((name for _, name, _, _ in Formatter().parse(path) if name), things.nothing)
    known = {"portal": "agent", "code": BENEFIT, "slot": SLOT, "application_id": thing, "act": "end-sessions"}
    return path.format(**ids | known)


def cookie_of(person: Person) -> str:
    return person.headers["Authorization"].removeprefix("Bearer ")


def visit(person: Person, method: str, address: str, **sent: object) -> httpx.Response:
    """With the session in the cookie of its portal, from a network where few sign in."""
    portal = "agent" if person.name == "agent_a" else "staff"
    headers = {
        "Accept": "text/html",
        "Cookie": f"__Host-{portal}={cookie_of(person)}",
        "X-Forwarded-For": "198.51.100.9",
    }
    given = sent.pop("headers", {})
    with httpx.Client(base_url=person.gateway, trust_env=False, timeout=20) as client:
        return client.request(method, address, headers=headers | dict(given), **sent)  # type: ignore[arg-type,call-overload]  # passed on as it came
