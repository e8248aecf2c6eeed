"""The OpenAPI document, completed with what every route shares: an example of each body and reply, and each refusal."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from gateway.api.closed_bodies import close_bodies
from gateway.api.conventions import declare, problem_declaration
from gateway.api.examples import example_of
from gateway.security.access import Access, AskingAccess
from services.contracts.refusals import IdempotencyKeyMissing, TooLarge

Schema = dict[str, Any]

PROBLEM: Schema = {
    "type": "object",
    "description": "RFC 9457. A refusal may add members of its own (`portal`, `retry_after`).",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


def describe(app: FastAPI) -> None:
    def openapi() -> Schema:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # how FastAPI says that a document is customised


def _document(app: FastAPI) -> Schema:
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    for route in api_routes(app):
        for method in route.methods or ():
            _complete(document["paths"][route.path_format][method.lower()], route)
    close_bodies(document)
    return document


def api_routes(app: FastAPI) -> list[RouteContext]:
    return [
        route
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute) and route.include_in_schema
    ]


def access_of(dependant: Any) -> list[Access]:
    """Every access declaration of a route, however deep in its dependencies."""
    found = [dependant.call] if isinstance(dependant.call, Access) else []
    for dependency in dependant.dependencies:
        found.extend(access_of(dependency))
    return found


def _complete(operation: Schema, route: RouteContext) -> None:
    operation["responses"].pop("422", None)
    (access,) = (each for each in access_of(route.dependant) if isinstance(each, AskingAccess))
    if not access.is_public:
        operation["security"] = [{"bearer": []}]
    kinds = access.may_refuse - {IdempotencyKeyMissing}  # without a key of the client's we send one of our own
    if "requestBody" in operation:
        kinds |= {TooLarge}
    declared: Schema = {str(status): response for status, response in route.responses.items()}
    for kind in sorted(kinds, key=lambda kind: kind.code):
        declare(declared.setdefault(str(kind.status), problem_declaration()), kind)
    operation["responses"] |= declared
    if route.body_field is not None:
        body = operation["requestBody"]["content"]["application/json"]
        body["example"] = example_of(route.body_field.field_info.annotation)
    if route.response_model is not None:
        reply = operation["responses"][str(route.status_code or 200)]["content"]["application/json"]
        reply["example"] = example_of(route.response_model)
