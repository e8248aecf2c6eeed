"""Every route says what it asks or who may call it, exactly once, and asks nothing else."""

from typing import Any, get_args, get_type_hints

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from gateway.app import create_app
from gateway.security.access import Access, AskingAccess
from gateway.settings import GatewaySettings
from services.contracts.actor import Role
from services.contracts.base import Command, Query

APPLICATION = create_app(GatewaySettings(environment="test"))


def declared(dependant: Any) -> list[Access]:
    found = [dependency.call for dependency in dependant.dependencies if isinstance(dependency.call, Access)]
    return found + [access for dependency in dependant.dependencies for access in declared(dependency)]


ROUTES = [
    context for context in iter_route_contexts(APPLICATION.routes) if isinstance(context.original_route, APIRoute)
]
NOT_OURS = {context.path for context in iter_route_contexts(APPLICATION.routes)} - {route.path for route in ROUTES}


def test_there_are_routes_to_look_at() -> None:
    assert len(ROUTES) > 80


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{'/'.join(route.methods)} {route.path}")
def test_a_route_declares_its_access_exactly_once(route: Any) -> None:
    assert len(declared(route.dependant)) == 1


API = [route for route in ROUTES if str(route.path).startswith("/api/")]
NARROWER = {
    "list_amendments_as_officer": "the member's is at another address",
    "get_decision_letter_as_officer": "the member's is at another address",
    "list_messages_as_officer": "the member's side of the thread is at another address",
    "post_message_as_officer": "as above",
    "list_thread_messages_as_officer": "as above",
    "post_thread_message_as_officer": "as above",
}
"""Routes that let in fewer than the services would, and why."""


@pytest.mark.parametrize("route", API, ids=lambda route: route.name)
def test_a_route_asks_what_it_declares_and_nothing_else(route: Any) -> None:
    (access,) = declared(route.dependant)
    assert isinstance(access, AskingAccess)
    asks_elsewhere = route.name == "stream_notifications"  # gateway/notification_stream.py
    assert asked_by(route.endpoint) == (set() if asks_elsewhere else set(access.asked))


@pytest.mark.parametrize("route", API, ids=lambda route: route.name)
def test_a_route_lets_in_whoever_may_send_what_it_asks(route: Any) -> None:
    (access,) = declared(route.dependant)
    may_send = frozenset.intersection(*(each.callers for each in access.asked))  # type: ignore[attr-defined]  # the test above
    may_send -= {Role.SERVICE}  # asks over the bus
    assert access.roles < may_send if route.name in NARROWER else access.roles == may_send


CHANGED_BY_A_GET = {
    "open_document": "what staff read is written down, for the member to see",
}
"""Routes whose GET asks a command, and why."""


@pytest.mark.parametrize("route", [one for one in API if "GET" in (one.methods or ())], ids=lambda route: route.name)
def test_a_get_changes_nothing(route: Any) -> None:
    (access,) = declared(route.dependant)
    commands = [each for each in access.asked if issubclass(each, Command)]  # type: ignore[attr-defined]  # as above
    assert bool(commands) == (route.name in CHANGED_BY_A_GET)


def asked_by(function: Any) -> set[type]:
    """The requests that it names, and those that are its body."""
    named = {function.__globals__.get(name) for name in function.__code__.co_names}
    named |= {each for hint in get_type_hints(function).values() for each in (hint, *get_args(hint))}
    return {each for each in named if isinstance(each, type) and issubclass(each, Command | Query)}


def test_nothing_else_answers_but_the_openapi_document_and_the_static_files() -> None:
    assert {"/api/v1/openapi.json", "/static"} == NOT_OURS


@pytest.mark.parametrize("route", [one for one in ROUTES if "offers" in str(one.path)], ids=lambda route: route.path)
def test_offers_are_never_public(route: Any) -> None:
    assert all(Role.VISITOR not in access.roles for access in declared(route.dependant))
