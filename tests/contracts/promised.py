"""All that is promised today, as JSON: what each service says on the bus, and the OpenAPI document of the gateway."""

from typing import Any

from deploy.native.blueprint import SERVICES
from gateway.app import create_app
from gateway.settings import GatewaySettings
from services.contracts.base import Command, Event, Query
from services.contracts.refusals import Refusal
from services.kit.broker.topology import events_exchange
from tests.architecture.promises import contract_modules, events, requests
from tests.contracts.comparing.schemas import WORDS

Schema = dict[str, Any]
OPENAPI = "openapi"
SHARED = "shared"
"""The refusals that every service may answer."""


def promised() -> dict[str, Schema]:
    """By service, and `shared`, and `openapi`."""
    return {name: _of(name) for name in (*SERVICES, SHARED)} | {OPENAPI: openapi()}


def openapi() -> Schema:
    document: Schema = bare(create_app(GatewaySettings(environment="test")).openapi())
    return {name: document[name] for name in ("openapi", "paths", "components")}


def _of(service: str) -> Schema:
    ours = [request for request in requests() if request.service() == service]
    replies = {request.reply_type().__name__: request.reply_type() for request in ours}
    return {
        "requests": {request.__name__: _request(request) for request in ours},
        "views": {name: bare(view.model_json_schema(mode="serialization")) for name, view in replies.items()},
        "events": {event.__name__: _event(event) for event in events() if event.service() == service},
        "refusals": {refusal.code: {"status": refusal.status} for refusal in _refusals(service)},
    }


def _request(request: type[Command[Any] | Query[Any]]) -> Schema:
    return {
        "kind": "command" if issubclass(request, Command) else "query",
        "routing_key": f"{request.service()}.{request.method()}",
        "callers": sorted(request.callers),
        "refuses": sorted(refusal.code for refusal in request.refuses),
        "reply": request.reply_type().__name__,
        "schema": bare(request.model_json_schema(mode="validation")),
    }


def _event(event: type[Event]) -> Schema:
    exchange = events_exchange(event.service())
    return {
        "exchange": exchange.name,
        "exchange_type": exchange.type,
        "routing_key": event.event_type(),
        "public": event.public,
        "schema": bare(event.model_json_schema(mode="serialization")),
    }


def _refusals(service: str) -> list[type[Refusal]]:
    found = {
        value
        for module in contract_modules()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Refusal)
    }
    ours = [one for one in found if _owner(one) == service]
    return sorted(ours, key=lambda one: one.code)


def _owner(refusal: type[Refusal]) -> str:
    module = refusal.__module__.split(".")[2]
    return module if module in SERVICES else SHARED


def bare(schema: Any) -> Any:
    """Without words, which may change; of the examples of a refusal its codes stay."""
    if isinstance(schema, list):
        return [bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept: Schema = {}
    for name, value in schema.items():
        if name in {"properties", "$defs", "schemas", "paths", "responses"}:
            kept[name] = {field: bare(described) for field, described in value.items()}
        elif name == "examples" and isinstance(value, dict):
            kept["codes"] = sorted(value)
        elif name not in WORDS | {"tags"}:
            kept[name] = value if name in {"default", "const", "enum"} else bare(value)
    return kept
