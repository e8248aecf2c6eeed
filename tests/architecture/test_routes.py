"""Every route says who may call it, exactly once."""

from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from gateway.app import create_app
from gateway.security.access import Access
from gateway.settings import GatewaySettings
from services.contracts.actor import Role

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


def test_nothing_else_answers_but_the_openapi_document_and_the_static_files() -> None:
    assert {"/api/v1/openapi.json", "/static"} == NOT_OURS


@pytest.mark.parametrize("route", [one for one in ROUTES if "offers" in str(one.path)], ids=lambda route: route.path)
def test_offers_are_never_public(route: Any) -> None:
    assert all(Role.VISITOR not in access.roles for access in declared(route.dependant))
