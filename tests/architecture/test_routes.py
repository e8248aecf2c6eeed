"""Every route says who may call it, exactly once."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Mount

from gateway.app import create_app
from gateway.security.access import Access
from gateway.settings import GatewaySettings
from services.contracts.actor import Role

OPEN = {"/health/live", "/health/ready", "/metrics"}
"""For operations: not under /api/v1, and kept from the outside by whoever deploys."""


def routes() -> Iterator[APIRoute]:
    return (route for route in create_app(GatewaySettings(environment="test")).routes if isinstance(route, APIRoute))


def declared(dependant: Any) -> list[Access]:
    found = [dependency.call for dependency in dependant.dependencies if isinstance(dependency.call, Access)]
    return found + [access for dependency in dependant.dependencies for access in declared(dependency)]


@pytest.mark.parametrize("route", routes(), ids=lambda route: f"{'/'.join(route.methods)} {route.path}")
def test_a_route_declares_its_access_exactly_once(route: APIRoute) -> None:
    expected = 0 if route.path in OPEN else 1
    assert len(declared(route.dependant)) == expected


def test_nothing_is_mounted_but_the_static_files() -> None:
    mounted = [
        route.path for route in create_app(GatewaySettings(environment="test")).routes if isinstance(route, Mount)
    ]
    assert mounted in ([], ["/static"])


@pytest.mark.parametrize(
    "route", [r for r in routes() if "/offers" in r.path or "/campaigns" in r.path], ids=lambda r: r.path
)
def test_offers_are_never_public(route: APIRoute) -> None:
    assert all(Role.VISITOR not in access.roles for access in declared(route.dependant))
