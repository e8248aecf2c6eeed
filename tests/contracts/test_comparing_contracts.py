"""What counts as growing for each part of a contract that is no schema, and of the OpenAPI document."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.contracts.comparing.messages import broken_promises
from tests.contracts.comparing.openapi import broken_routes
from tests.contracts.comparing.schemas import Schema
from tests.contracts.examples_of_schemas import BREAKS, FINE, ID, ID_AND_NOTE, ID_AND_NOTE_REQUIRED, TEXT, WHOLE, record

REQUEST = {
    "kind": "query",
    "routing_key": "documents.get_document",
    "callers": ["member", "officer"],
    "refuses": ["unknown-document"],
    "reply": "DocumentView",
    "schema": ID,
}
EVENT = {
    "exchange": "documents.events",
    "exchange_type": "topic",
    "routing_key": "document_removed",
    "public": True,
    "schema": ID,
}
PROMISED = {
    "requests": {"GetDocument": REQUEST},
    "views": {"DocumentView": ID_AND_NOTE},
    "events": {"DocumentRemoved": EVENT},
    "refusals": {"unknown-document": {"status": 404}},
}
Change = Callable[[Any], object]


@pytest.mark.parametrize(
    ("rule", "fine", "change"),
    [
        ("nothing", FINE, lambda now: None),
        ("a request gone", BREAKS, lambda now: now["requests"].clear()),
        ("a request more", FINE, lambda now: now["requests"].update(Another=REQUEST)),
        ("a field more asked", BREAKS, lambda now: now["requests"]["GetDocument"].update(schema=ID_AND_NOTE_REQUIRED)),
        ("another reply", BREAKS, lambda now: now["requests"]["GetDocument"].update(reply="FactsView")),
        ("a query becomes a command", BREAKS, lambda now: now["requests"]["GetDocument"].update(kind="command")),
        ("another routing key", BREAKS, lambda now: now["requests"]["GetDocument"].update(routing_key="a.b")),
        ("fewer callers", BREAKS, lambda now: now["requests"]["GetDocument"].update(callers=["member"])),
        ("more callers", FINE, lambda now: now["requests"]["GetDocument"]["callers"].append("finance")),
        ("refuses for another reason", BREAKS, lambda now: now["requests"]["GetDocument"].update(refuses=["gone"])),
        ("refuses more", FINE, lambda now: now["requests"]["GetDocument"]["refuses"].append("too-old")),
        ("a reply's field gone", BREAKS, lambda now: now["views"].update(DocumentView=ID)),
        ("an event gone", BREAKS, lambda now: now["events"].clear()),
        ("an event's field gone", BREAKS, lambda now: now["events"]["DocumentRemoved"].update(schema=record())),
        ("an event elsewhere", BREAKS, lambda now: now["events"]["DocumentRemoved"].update(exchange="other")),
        (
            "another kind of exchange",
            BREAKS,
            lambda now: now["events"]["DocumentRemoved"].update(exchange_type="fanout"),
        ),
        ("an event's other key", BREAKS, lambda now: now["events"]["DocumentRemoved"].update(routing_key="gone")),
        ("no longer public", BREAKS, lambda now: now["events"]["DocumentRemoved"].update(public=False)),
        ("a refusal gone", BREAKS, lambda now: now["refusals"].clear()),
        ("a refusal more", FINE, lambda now: now["refusals"].update(another={"status": 409})),
        ("a refusal's other status", BREAKS, lambda now: now["refusals"]["unknown-document"].update(status=410)),
    ],
)
def test_what_counts_as_growing_on_the_bus(rule: str, change: Change, *, fine: bool) -> None:
    now: Any = deepcopy(PROMISED)
    change(now)
    found = broken_promises(PROMISED, now)
    assert (found == []) is fine, (rule, found)


def answers(schema: Schema) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}, "headers": {"ETag": {}}}


PATH = "/documents/{id}"
DOCUMENT: dict[str, Any] = {
    "paths": {
        PATH: {
            "put": {
                "operationId": "put_document",
                "security": [{"bearer": []}],
                "parameters": [
                    {"in": "path", "name": "id", "required": True, "schema": TEXT},
                    {"in": "query", "name": "limit", "schema": {**WHOLE, "default": 20}},
                ],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}},
                "responses": {
                    "200": answers({"$ref": "#/components/schemas/View"}),
                    "404": {"content": {"application/problem+json": {"schema": ID, "codes": ["unknown-document"]}}},
                },
            }
        }
    },
    "components": {
        "schemas": {"Body": ID_AND_NOTE, "View": ID_AND_NOTE},
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
    },
}
PROBLEMS = "application/problem+json"


def put(now: Any) -> Any:
    return now["paths"][PATH]["put"]


def moved(now: Any) -> None:
    put(now)["responses"]["410"] = put(now)["responses"].pop("404")


@pytest.mark.parametrize(
    ("rule", "fine", "change"),
    [
        ("nothing", FINE, lambda now: None),
        ("a path gone", BREAKS, lambda now: now["paths"].clear()),
        ("a path more", FINE, lambda now: now["paths"].update({"/more": {}})),
        ("a method gone", BREAKS, lambda now: now["paths"][PATH].clear()),
        ("another operationId", BREAKS, lambda now: put(now).update(operationId="store_document")),
        ("open to all", FINE, lambda now: put(now).update(security=[])),
        ("another way in", FINE, lambda now: put(now)["security"].append({"cookie": []})),
        ("another way in instead", BREAKS, lambda now: put(now).update(security=[{"cookie": []}])),
        ("another scheme", BREAKS, lambda now: now["components"]["securitySchemes"]["bearer"].update(scheme="basic")),
        ("a parameter gone", BREAKS, lambda now: put(now)["parameters"].pop()),
        ("a parameter more", FINE, lambda now: put(now)["parameters"].append({"in": "query", "name": "q"})),
        (
            "a required parameter more",
            BREAKS,
            lambda now: put(now)["parameters"].append({"in": "query", "name": "q", "required": True}),
        ),
        ("a parameter becomes required", BREAKS, lambda now: put(now)["parameters"][1].update(required=True)),
        ("a parameter elsewhere", BREAKS, lambda now: put(now)["parameters"][1].update({"in": "header"})),
        ("a parameter's default", BREAKS, lambda now: put(now)["parameters"][1]["schema"].update(default=50)),
        ("a parameter's style", BREAKS, lambda now: put(now)["parameters"][1].update(explode=False)),
        ("a body that is required", BREAKS, lambda now: put(now)["requestBody"].update(required=True)),
        ("no body", BREAKS, lambda now: put(now).pop("requestBody")),
        ("a body of another kind", BREAKS, lambda now: put(now).update(requestBody={"content": {"text/plain": {}}})),
        ("a body's field gone", BREAKS, lambda now: now["components"]["schemas"].update(Body=ID)),
        (
            "a body's field required",
            BREAKS,
            lambda now: now["components"]["schemas"].update(Body=ID_AND_NOTE_REQUIRED),
        ),
        ("an answer's field gone", BREAKS, lambda now: now["components"]["schemas"].update(View=ID)),
        (
            "an answer's field always there",
            FINE,
            lambda now: now["components"]["schemas"].update(View=ID_AND_NOTE_REQUIRED),
        ),
        ("an answer gone", BREAKS, lambda now: put(now)["responses"].pop("200")),
        ("an answer more", BREAKS, lambda now: put(now)["responses"].update({"202": answers(ID)})),
        ("an answer of another kind", BREAKS, lambda now: put(now)["responses"]["200"]["content"].update({"a/b": {}})),
        ("an answer's kind gone", BREAKS, lambda now: put(now)["responses"]["200"]["content"].clear()),
        ("an answer's header gone", BREAKS, lambda now: put(now)["responses"]["200"]["headers"].clear()),
        ("a refusal more", FINE, lambda now: put(now)["responses"].update({"409": {}})),
        ("a refusal with another status", BREAKS, moved),
        (
            "another shape of problems",
            BREAKS,
            lambda now: put(now)["responses"]["404"]["content"][PROBLEMS].update(schema=record()),
        ),
    ],
)
def test_what_counts_as_growing_over_http(rule: str, change: Change, *, fine: bool) -> None:
    now = deepcopy(DOCUMENT)
    change(now)
    found = broken_routes(DOCUMENT, now)
    assert (found == []) is fine, (rule, found)
