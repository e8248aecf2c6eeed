import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import RouteContext
from pydantic import TypeAdapter

from gateway.api.examples import example_of
from gateway.api.openapi import access_of, api_routes
from gateway.app import create_app
from gateway.settings import GatewaySettings
from services.contracts.identity import IdentifySession
from tests.gateway.conftest import bearer
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


@pytest.mark.anyio
@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
async def test_a_body_takes_nothing_but_its_own_fields_however_deep(
    route: RouteContext, client: httpx.AsyncClient, bus: FakeBus
) -> None:
    assert route.body_field
    annotation = route.body_field.field_info.annotation
    (access,) = access_of(route.dependant)
    headers = bearer(bus.sign_in(*access.roles))
    path = str(route.path_format)
    for name in re.findall(r"{(\w+)}", path):
        path = path.replace(f"{{{name}}}", str(uuid4()) if name.endswith("_id") else "slot")
    (method,) = route.methods or {""}
    for pointer, body in with_a_field_more(example_of(annotation)):
        answer = await client.request(method, path, json=body, headers=headers)
        assert answer.status_code == 422, pointer
        assert pointer in {error["pointer"] for error in answer.json()["errors"]}
    assert [request for request, _ in bus.asked if not isinstance(request, IdentifySession)] == []


FREE = {"answers", "form", "email", "applicant"}
"""What has whatever names its sender gives it."""


def with_a_field_more(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The body with an unknown field in it, once for each object that it holds."""
    yield "/surplus", {**body, "surplus": 1}
    for name, value in body.items():
        if isinstance(value, dict) and name not in FREE:
            yield from ((f"/{name}{pointer}", {**body, name: more}) for pointer, more in with_a_field_more(value))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from (
                (f"/{name}/0{pointer}", {**body, name: [more]}) for pointer, more in with_a_field_more(value[0])
            )


def test_the_schema_of_a_body_takes_nothing_else_and_that_of_an_answer_may_grow() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    household, view = schemas["HouseholdBody"], schemas["HouseholdView"]
    assert household["additionalProperties"] is False
    children = [schemas[each["properties"]["children"]["items"]["$ref"].split("/")[-1]] for each in (household, view)]
    assert [each.get("additionalProperties", True) for each in (view, *children)] == [True, False, True]


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
