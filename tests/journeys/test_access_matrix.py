"""Everybody against every route of the API (docs/security.md 7). A route that the table does not know fails."""

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from gateway.api.openapi import access_of, api_routes
from gateway.app import create_app
from gateway.settings import GatewaySettings
from services.contracts.actor import Role
from services.contracts.base import Command, Query
from tests.architecture.promises import requests
from tests.journeys.access_table import EVERYBODY, TABLE, Row
from tests.journeys.belongings import Belongings
from tests.journeys.cast import Cast

APP: FastAPI = create_app(GatewaySettings(environment="test"))
ROUTES = {str(route.name): route for route in api_routes(APP) if str(route.path).startswith("/api/")}
ASKED = [request for request in requests() if request.method() in ROUTES]
"""The others are asked by other services, or by a second route of another name."""
STREAM = "stream_notifications"


def test_the_table_knows_every_route_and_no_other() -> None:
    assert TABLE.keys() | {"log_out"} == ROUTES.keys()


@pytest.mark.parametrize("request_type", ASKED, ids=lambda request: request.__name__)
def test_the_gateway_admits_whom_the_owning_service_admits(request_type: type[Command[Any] | Query[Any]]) -> None:
    """The table is tried through the gateway; each service checks again, by its contract."""
    (access,) = access_of(ROUTES[request_type.method()].dependant)
    assert access.roles == request_type.callers - {Role.SERVICE}  # a service asks over the bus


@pytest.mark.parametrize("name", TABLE)
def test_a_route_answers_those_who_may_and_nobody_else(name: str, belongings: Belongings) -> None:
    row = TABLE[name]
    thing = belongings.named(row.of) if row.of else ""
    wrong: list[str] = []
    # Those who may come last: what they do is allowed to change what the others asked for.
    for caller in sorted(EVERYBODY, key=lambda each: each in row.callers):
        answer = call(belongings, name, caller, thing)
        expected = expectation(row, caller)
        if expected is None:
            fine = answer.status_code not in {401, 403, 404} and answer.status_code < 500
        else:
            fine = answer.status_code == expected
        if fine and expected == 404 and row.of:
            unknown = call(belongings, name, caller, belongings.nothing)
            fine = (unknown.status_code, unknown.json()) == (404, answer.json())
        if not fine:
            wrong.append(f"{caller}: {answer.status_code} {answer.text[:200]}, expected {expected or 'an answer'}")
    assert wrong == []


def test_signing_out_ends_the_session_it_is_asked_with_and_no_other(cast: Cast) -> None:
    first, second = (cast.visitor.call("POST", "/auth/login", cast.agent_b.credentials) for _ in range(2))
    assert with_token(cast, first, "POST", "/auth/logout").status_code == 204
    assert with_token(cast, first, "GET", "/me").status_code == 401
    assert with_token(cast, second, "GET", "/me").status_code == 200


def test_a_visitor_has_nothing_to_sign_out_of(cast: Cast) -> None:
    assert cast.visitor.send("POST", "/auth/logout").status_code == 401


def test_a_restricted_session_can_be_ended(cast: Cast) -> None:
    assert cast.new_restricted().send("POST", "/auth/logout").status_code == 204


def expectation(row: Row, caller: str) -> int | None:
    """None: whatever the route has to say to those who may call it."""
    if caller in row.callers:
        return None
    if caller in row.hidden:
        return 404
    return 401 if caller == "visitor" else 403


def call(belongings: Belongings, name: str, caller: str, thing: str) -> httpx.Response:
    row = TABLE[name]
    route = ROUTES[name]
    path = str(route.path_format).removeprefix("/api/v1")
    path = path.format(**(dict.fromkeys(names_of_ids(path), thing) | dict(row.more)))
    body = row.body(belongings, caller) if callable(row.body) else row.body
    person = belongings.cast.named(caller)
    method = next(iter(route.methods or ()))
    if name == STREAM:
        return opening_of(person.gateway, path, person.headers)
    return person.send(method, path, body)


def names_of_ids(path: str) -> list[str]:
    return [step[1:-1] for step in path.split("/") if step.startswith("{") and step.endswith(("_id}", "_code}"))]


def opening_of(gateway: str, path: str, headers: dict[str, str]) -> httpx.Response:
    """A stream has no end: its status is all that is waited for."""
    with httpx.stream("GET", f"{gateway}/api/v1{path}", headers=headers, timeout=20) as answer:
        return httpx.Response(answer.status_code, content=b"" if answer.status_code == 200 else answer.read())


def with_token(cast: Cast, session: dict[str, Any], method: str, path: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {session['access_token']}"}
    return cast.visitor.send(method, path, headers=headers)
