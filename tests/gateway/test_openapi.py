from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import RouteContext
from pydantic import TypeAdapter

from gateway.api.examples import example_of
from gateway.api.openapi import access_of, api_routes
from gateway.app import create_app
from gateway.settings import GatewaySettings
from tests.gateway.fake_bus import FakeBus

APP: FastAPI = create_app(GatewaySettings(environment="test"), FakeBus())
DOCUMENT = APP.openapi()
ROUTES = api_routes(APP)
WITH_BODY = [route for route in ROUTES if route.body_field is not None]
WITH_REPLY = [route for route in ROUTES if route.response_model is not None]


def name_of(route: RouteContext) -> str:
    return str(route.name)


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_the_example_of_a_body_is_a_body_that_the_route_takes(route: RouteContext) -> None:
    annotation = route.body_field.field_info.annotation
    TypeAdapter(annotation).validate_python(example_of(annotation))


@pytest.mark.parametrize("route", WITH_REPLY, ids=name_of)
def test_the_example_of_a_reply_is_what_the_route_answers(route: RouteContext) -> None:
    TypeAdapter(route.response_model).validate_python(example_of(route.response_model))


def operations() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method} {path}", operation)
        for path, methods in DOCUMENT["paths"].items()
        for method, operation in methods.items()
    ]


@pytest.mark.parametrize(("name", "operation"), operations())
def test_every_body_and_every_reply_has_an_example(name: str, operation: dict[str, Any]) -> None:
    contents = [operation.get("requestBody", {}).get("content", {})]
    contents += [response.get("content", {}) for response in operation["responses"].values()]
    for content in contents:
        if "application/json" in content:
            assert "example" in content["application/json"], name
        if "application/problem+json" in content:
            assert content["application/problem+json"]["examples"], name


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_a_route_is_declared_with_what_its_access_refuses(route: RouteContext) -> None:
    (access,) = access_of(route.dependant)
    for method in route.methods or ():
        responses = DOCUMENT["paths"][route.path_format][method.lower()]["responses"]
        assert ("403" in responses and "401" in responses) or access.is_public
        assert {"422", "500", "503"} <= responses.keys()


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_what_creates_or_decides_takes_an_idempotency_key(route: RouteContext) -> None:
    exempt = {"log_in", "refresh_session", "log_out", "estimate_benefit"}  # they create nothing that lasts twice
    if "POST" in (route.methods or ()) and route.name not in exempt:
        names = [each["name"] for each in DOCUMENT["paths"][route.path_format]["post"].get("parameters", ())]
        assert "Idempotency-Key" in names


def test_names_of_operations_are_unique() -> None:
    names = [operation["operationId"] for _, operation in operations()]
    assert len(names) == len(set(names))


def test_there_is_only_one_schema_of_errors() -> None:
    assert "HTTPValidationError" not in DOCUMENT["components"]["schemas"]
    assert "Problem" in DOCUMENT["components"]["schemas"]
