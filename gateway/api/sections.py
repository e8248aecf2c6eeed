"""A part of the API: its routes' common prefix and their place in the OpenAPI document."""

from fastapi import APIRouter
from fastapi.routing import APIRoute

from gateway.routing import QuickRoute


def section(tag: str, prefix: str = "", route_class: type[APIRoute] = QuickRoute) -> APIRouter:
    return APIRouter(
        prefix=f"/api/v1{prefix}",
        tags=[tag],
        route_class=route_class,
        generate_unique_id_function=lambda route: route.name,
    )
