"""Every page that the gateway answers a GET with, found in its routes; and what else is not in its API."""

from typing import Final

from fastapi.routing import APIRoute, iter_route_contexts

from gateway.app import create_app
from gateway.settings import GatewaySettings

ADDRESSES: Final = {
    str(route.name): str(route.path_format)
    for route in iter_route_contexts(create_app(GatewaySettings(environment="test")).routes)
    if isinstance(route.original_route, APIRoute) and not route.include_in_schema and "GET" in (route.methods or ())
}
"""By the name of the route's function."""
