"""Whatever is wrong with what is sent: the right code, the field named, and nothing half-done."""

import json
from typing import Any

import httpx
import psycopg2
import pytest

from gateway.app import create_app
from gateway.settings import GatewaySettings
from tests.journeys.access_table import TABLE
from tests.journeys.belongings import Belongings
from tests.journeys.cast import Cast, Person
from tests.journeys.mutations import operations, wrong_bodies, wrong_queries

OPERATIONS = operations(create_app(GatewaySettings(environment="test")).openapi())
WITH_BODY = [name for name, operation in OPERATIONS.items() if operation.body is not None]
WITH_QUERY = [name for name, operation in OPERATIONS.items() if operation.parameters("query")]
WITH_ID = [
    name
    for name, one in OPERATIONS.items()
    if TABLE.get(name) and TABLE[name].of and any(each.endswith("_id") for each in one.parameters("path"))
]
CLOSED = [name for name, operation in OPERATIONS.items() if not operation.is_public]
NOT_LOOKED_AT = {("log_in", "/email")}
"""A member signs in with their number: what else they send is not read."""
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def things(cast: Cast) -> Belongings:
    """Of this module alone: nobody else decides on them meanwhile."""
    return Belongings(cast)


@pytest.mark.parametrize("name", WITH_BODY)
def test_a_wrong_body_names_its_field_and_changes_nothing(name: str, things: Belongings) -> None:
    operation, person = OPERATIONS[name], who_may(things.cast, name)
    path = address_of(things, name)
    good = body_of(things, name)
    before = everything(things)
    failures = []
    for wrong in wrong_bodies(operation, good):
        if (name, wrong.pointer) in NOT_LOOKED_AT:
            continue
        answer = person.send(operation.method, path, wrong.encoded(), headers=JSON)
        if not refused_at(answer, wrong.pointer):
            failures.append(f"{wrong.what} {wrong.pointer}: {answer.status_code} {answer.text[:300]}")
    assert failures == []
    assert everything(things) == before


BODY_MAY_BE_LEFT_OUT = {"assign_number", "assign_for_establishment", "enrol_totp"}


@pytest.mark.parametrize("name", WITH_BODY)
def test_what_is_no_json_of_ours_is_invalid(name: str, things: Belongings) -> None:
    operation, person, path = OPERATIONS[name], who_may(things.cast, name), address_of(things, name)
    good = json.dumps(body_of(things, name)).encode()
    nothing = name in BODY_MAY_BE_LEFT_OUT
    bodies = [good[:-1], b"{" if nothing else b"", b"\xff\xfe{}", b"[]" if nothing else b"null", b"[" * 50_000]
    answers = [person.send(operation.method, path, body, headers=JSON) for body in bodies]
    answers.append(person.send(operation.method, path, good, headers={"Content-Type": "text/plain"}))
    assert [(answer.status_code, is_problem(answer)) for answer in answers] == [(422, True)] * len(answers)
    too_large = person.send(operation.method, path, b" " * (1024 * 1024) + good, headers=JSON)
    assert (too_large.status_code, is_problem(too_large)) == (413, True)


@pytest.mark.parametrize("name", WITH_QUERY)
def test_a_wrong_query_names_its_parameter(name: str, things: Belongings) -> None:
    person, path = who_may(things.cast, name), address_of(things, name)
    failures = []
    for parameter, value in wrong_queries(OPERATIONS[name]):
        needed = {"cgos_number": "12345674"} if name == "list_members" else {}
        answer = person.send(OPERATIONS[name].method, path, params=needed | {parameter: value})
        if not refused_at(answer, f"/{parameter}"):
            failures.append(f"{parameter}={value[:20]!r}: {answer.status_code} {answer.text[:300]}")
    assert failures == []


@pytest.mark.parametrize("name", WITH_ID)
def test_an_id_that_is_none_names_its_place_in_the_address(name: str, things: Belongings) -> None:
    operation = OPERATIONS[name]
    parameter = next(each for each in operation.parameters("path") if each.endswith("_id"))
    person = who_may(things.cast, name)
    for wrong in ("42", "not-an-id", "%00"):
        path = operation.path.format(**(dict(TABLE[name].more) | {parameter: wrong}))
        assert refused_at(person.send(operation.method, relative(path)), f"/{parameter}"), (name, wrong)


@pytest.mark.parametrize("kind", ["garbage", "too short", "ended", "expired", "another scheme", "empty"])
def test_a_session_that_is_none_opens_nothing(kind: str, things: Belongings) -> None:
    headers = {"Authorization": credentials(things.cast, kind)}
    before = everything(things)
    with httpx.Client(base_url=f"{things.cast.stack.gateway}/api/v1", headers=headers, trust_env=False) as client:
        for name in CLOSED:
            operation = OPERATIONS[name]
            ids = dict.fromkeys(operation.parameters("path"), things.nothing)
            answer = client.request(operation.method, relative(operation.path.format(**ids)))
            assert (answer.status_code, is_problem(answer)) == (401, True), name
            assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert everything(things) == before


def test_the_wrong_portal_says_which_is_the_right_one_and_opens_nothing(things: Belongings) -> None:
    cast = things.cast
    sessions = len(things.sessions())
    answer = cast.visitor.send("POST", "/auth/login", cast.agent_a.credentials | {"portal": "medical"})
    assert (answer.status_code, answer.json()["code"], answer.json()["portal"]) == (403, "wrong-portal", "agent")
    assert len(things.sessions()) == sessions


def who_may(cast: Cast, name: str) -> Person:
    return cast.named("visitor" if OPERATIONS[name].is_public else min(TABLE[name].callers))


def body_of(things: Belongings, name: str) -> Any:
    body = TABLE[name].body
    return body(things, min(TABLE[name].callers)) if callable(body) else body


def address_of(things: Belongings, name: str) -> str:
    operation, row = OPERATIONS[name], TABLE[name]
    thing = things.named(row.of) if row.of else ""
    ids = {each: thing for each in operation.parameters("path") if each.endswith(("_id", "_code"))}
    return relative(operation.path.format(**(ids | dict(row.more))))


def relative(path: str) -> str:
    return path.removeprefix("/api/v1")


def is_problem(answer: httpx.Response) -> bool:
    if answer.headers["content-type"] != "application/problem+json":
        return False
    told = answer.json()
    return bool(told["status"] == answer.status_code and told["type"].endswith(told["code"]) and told["detail"])


def refused_at(answer: httpx.Response, pointer: str) -> bool:
    if answer.status_code != 422 or not is_problem(answer):
        return False
    named = [error["pointer"] for error in answer.json()["errors"]]
    return any(each == pointer or each.startswith(f"{pointer}/") for each in named)


def credentials(cast: Cast, kind: str) -> str:
    if kind in {"ended", "expired"}:
        session = cast.visitor.call("POST", "/auth/login", cast.agent_b.credentials)
        bearer = f"Bearer {session['access_token']}"
        if kind == "ended":
            cast.visitor.call("POST", "/auth/logout", headers={"Authorization": bearer})
        else:
            expire(cast, session["access_token"])
        return bearer
    told = {"garbage": f"Bearer {'x' * 43}", "too short": "Bearer x", "another scheme": "Basic YTpi", "empty": "Bearer"}
    return told[kind]


def expire(cast: Cast, token: str) -> None:
    """As if its ten minutes were over: before it is used for the first time, so that nobody remembers it."""
    with psycopg2.connect(cast.stack.databases["identity"]) as connection, connection.cursor() as cursor:
        cursor.execute(
            "update session_tokens set expires_at = now() - interval '1 second' "
            "where token_hash = encode(sha256(convert_to(%s, 'UTF8')), 'hex')",
            (token,),
        )
        assert cursor.rowcount == 1
    connection.close()


def everything(things: Belongings) -> dict[str, Any]:
    """What bad input might have touched, as those who may see it see it."""
    cast = things.cast
    application = f"/applications/{things.application}"
    looks = {
        cast.agent_a: [
            "/me",
            "/me/household",
            "/me/rights",
            "/applications",
            "/documents",
            "/notifications/preferences",
        ],
        cast.officer: [
            f"/staff{application}",
            f"/staff{application}/messages",
            "/staff/number-requests?status=requested",
        ],
        cast.administrator: ["/staff/accounts?limit=100", "/establishments?limit=100"],
        cast.catalogue: ["/benefits?limit=100"],
    }
    return {path: person.call("GET", path) for person, paths in looks.items() for path in paths}
