"""What counts as growing, keyword by keyword: `before` becomes `now`, as something that is sent to us, and as something
that we send. And for each part of a contract that is no schema."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.contracts.comparing.messages import broken_promises
from tests.contracts.comparing.openapi import broken_routes
from tests.contracts.comparing.schemas import Schema, broken

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
NOTHING: Schema = {"type": "null"}
ANYTHING: Schema = {}
A_OR_B: Schema = {"type": "string", "enum": ["a", "b"]}
A_ALONE: Schema = {"type": "string", "enum": ["a"]}
OPEN_A: Schema = {**A_ALONE, "x-extensible": True}
OPEN_A_OR_B: Schema = {**A_OR_B, "x-extensible": True}


def record(*required: str, **fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "required": list(required)}


def either(*schemas: Schema, **more: Any) -> Schema:
    return {"anyOf": list(schemas), **more}


def row(*schemas: Schema) -> Schema:
    return {"type": "array", "prefixItems": list(schemas)}


def each(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def closed(schema: Schema) -> Schema:
    return {**schema, "additionalProperties": False}


def by_name(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}


def node(value: Schema) -> Schema:
    """A tree."""
    tree = record("value", value=value, parts=each({"$ref": "#/$defs/Node"}))
    return {"$ref": "#/$defs/Node", "$defs": {"Node": tree}}


def unrolled(tree: Schema) -> Schema:
    return {**tree["$defs"]["Node"], "$defs": tree["$defs"]}


def by_kind(name: str, *kinds: str) -> Schema:
    schemas = [record(name, **{name: {"type": "string", "const": kind}}) for kind in kinds]
    return {"oneOf": schemas, "discriminator": {"propertyName": name}}


ID = record("id", id=TEXT)
ID_AND_NOTE = record("id", id=TEXT, note=TEXT)
ID_AND_NOTE_REQUIRED = record("id", "note", id=TEXT, note=TEXT)
FINE, BREAKS = True, False


@pytest.mark.parametrize(
    ("rule", "before", "now", "received", "sent"),
    [
        ("the same", ID_AND_NOTE, ID_AND_NOTE, FINE, FINE),
        ("words", TEXT, {**TEXT, "title": "A", "description": "b", "examples": ["c"]}, FINE, FINE),
        ("a field more", ID, ID_AND_NOTE, FINE, FINE),
        ("a required field more", ID, ID_AND_NOTE_REQUIRED, BREAKS, FINE),
        ("a field less", ID_AND_NOTE, ID, BREAKS, BREAKS),
        ("a field with another name", ID, record("no", no=TEXT), BREAKS, BREAKS),
        ("a field becomes required", ID_AND_NOTE, ID_AND_NOTE_REQUIRED, BREAKS, FINE),
        ("a field is required no longer", ID_AND_NOTE_REQUIRED, ID_AND_NOTE, FINE, BREAKS),
        ("a field deep within", record(a=ID_AND_NOTE), record(a=ID), BREAKS, BREAKS),
        ("type", TEXT, WHOLE, BREAKS, BREAKS),
        ("whole numbers of numbers", NUMBER, WHOLE, BREAKS, FINE),
        ("numbers of whole numbers", WHOLE, NUMBER, FINE, BREAKS),
        ("any type", TEXT, ANYTHING, FINE, BREAKS),
        ("a list of types", {"type": ["string", "null"]}, TEXT, BREAKS, FINE),
        ("a list of types that grows", TEXT, {"type": ["string", "null"]}, FINE, BREAKS),
        ("null", TEXT, either(TEXT, NOTHING), FINE, BREAKS),
        ("null no longer", either(TEXT, NOTHING), TEXT, BREAKS, FINE),
        ("anyOf grows", either(TEXT, WHOLE), either(TEXT, WHOLE, ID), FINE, BREAKS),
        ("anyOf in another order", either(TEXT, WHOLE), either(WHOLE, TEXT), FINE, FINE),
        ("anyOf whose part changes", either(ID, NOTHING), either(ID_AND_NOTE_REQUIRED, NOTHING), BREAKS, FINE),
        ("anyOf of objects", either(ID, record("b", b=TEXT)), either(ID, record("c", c=TEXT)), BREAKS, BREAKS),
        ("anyOf around one", TEXT, either(TEXT), FINE, FINE),
        ("oneOf grows", by_kind("kind", "a"), by_kind("kind", "a", "b"), FINE, BREAKS),
        ("oneOf shrinks", by_kind("kind", "a", "b"), by_kind("kind", "a"), BREAKS, FINE),
        ("discriminator", by_kind("kind", "a"), by_kind("sort", "a"), BREAKS, BREAKS),
        ("const", {**TEXT, "const": "EUR"}, {**TEXT, "const": "USD"}, BREAKS, BREAKS),
        ("const to a list", {**TEXT, "const": "a"}, A_OR_B, FINE, BREAKS),
        ("a list to const", A_OR_B, {**TEXT, "const": "a"}, BREAKS, FINE),
        ("const of anything", TEXT, {**TEXT, "const": "a"}, BREAKS, FINE),
        ("enum grows", A_ALONE, A_OR_B, FINE, BREAKS),
        ("enum shrinks", A_OR_B, A_ALONE, BREAKS, FINE),
        ("enum marked as extensible grows", OPEN_A, OPEN_A_OR_B, FINE, FINE),
        ("enum marked as extensible becomes any text", OPEN_A, TEXT, FINE, FINE),
        ("enum marked as extensible, of another type", OPEN_A, WHOLE, BREAKS, BREAKS),
        ("enum is marked as extensible after its release", A_ALONE, OPEN_A, FINE, BREAKS),
        ("enum closes", OPEN_A, A_ALONE, FINE, FINE),
        ("enum of any text", TEXT, A_OR_B, BREAKS, FINE),
        ("enum to any text", A_OR_B, TEXT, FINE, BREAKS),
        ("enum in anyOf", either(A_OR_B, NOTHING), either(A_ALONE, NOTHING), BREAKS, FINE),
        ("minLength", TEXT, {**TEXT, "minLength": 1}, BREAKS, FINE),
        ("minLength falls", {**TEXT, "minLength": 2}, {**TEXT, "minLength": 1}, FINE, BREAKS),
        ("maxLength", TEXT, {**TEXT, "maxLength": 5}, BREAKS, FINE),
        ("maxLength rises", {**TEXT, "maxLength": 5}, {**TEXT, "maxLength": 6}, FINE, BREAKS),
        ("minimum", {**WHOLE, "minimum": 0}, {**WHOLE, "minimum": 1}, BREAKS, FINE),
        ("exclusiveMinimum", WHOLE, {**WHOLE, "exclusiveMinimum": 0}, BREAKS, FINE),
        ("maximum", {**WHOLE, "maximum": 9}, {**WHOLE, "maximum": 8}, BREAKS, FINE),
        ("exclusiveMaximum", WHOLE, {**WHOLE, "exclusiveMaximum": 9}, BREAKS, FINE),
        ("minItems", each(TEXT), {**each(TEXT), "minItems": 1}, BREAKS, FINE),
        ("maxItems", each(TEXT), {**each(TEXT), "maxItems": 1}, BREAKS, FINE),
        ("uniqueItems", each(TEXT), {**each(TEXT), "uniqueItems": True}, BREAKS, FINE),
        ("maxProperties", by_name(TEXT), {**by_name(TEXT), "maxProperties": 1}, BREAKS, FINE),
        ("minProperties", by_name(TEXT), {**by_name(TEXT), "minProperties": 1}, BREAKS, FINE),
        ("multipleOf", NUMBER, {**NUMBER, "multipleOf": 0.25}, BREAKS, FINE),
        ("pattern", TEXT, {**TEXT, "pattern": "^a"}, BREAKS, FINE),
        ("pattern no longer", {**TEXT, "pattern": "^a"}, TEXT, FINE, BREAKS),
        ("another pattern", {**TEXT, "pattern": "^a"}, {**TEXT, "pattern": "^b"}, BREAKS, BREAKS),
        ("format", TEXT, {**TEXT, "format": "uuid"}, BREAKS, FINE),
        ("another format", {**TEXT, "format": "date"}, {**TEXT, "format": "date-time"}, BREAKS, BREAKS),
        ("another default", {**WHOLE, "default": 20}, {**WHOLE, "default": 50}, BREAKS, FINE),
        ("a default", WHOLE, {**WHOLE, "default": 20}, FINE, FINE),
        ("a default no longer", {**WHOLE, "default": 20}, WHOLE, BREAKS, FINE),
        ("a default in anyOf", either(TEXT, NOTHING, default=None), either(TEXT, NOTHING, default="a"), BREAKS, FINE),
        ("additionalProperties no longer", ID, closed(ID), BREAKS, FINE),
        ("additionalProperties", closed(ID), ID, FINE, BREAKS),
        ("a field more where none was to come", closed(ID), closed(ID_AND_NOTE), FINE, BREAKS),
        ("additionalProperties of a type", by_name(TEXT), by_name(WHOLE), BREAKS, BREAKS),
        ("additionalProperties of any type", by_name(ANYTHING), by_name(TEXT), BREAKS, FINE),
        (
            "a name that was anybody's",
            by_name(TEXT),
            {**by_name(TEXT), "properties": {"a": WHOLE}},
            BREAKS,
            BREAKS,
        ),
        ("propertyNames", by_name(TEXT), {**by_name(TEXT), "propertyNames": A_OR_B}, BREAKS, FINE),
        ("items", each(ID_AND_NOTE), each(ID), BREAKS, BREAKS),
        ("items of anything", {"type": "array"}, each(TEXT), BREAKS, FINE),
        ("prefixItems", row(TEXT, WHOLE), row(TEXT, TEXT), BREAKS, BREAKS),
        ("a longer row", row(TEXT), row(TEXT, TEXT), BREAKS, BREAKS),
        ("$ref", node(TEXT), node(either(TEXT, NOTHING)), FINE, BREAKS),
        ("$ref to itself", node(TEXT), node(TEXT), FINE, FINE),
        ("$ref unrolled once", node(TEXT), unrolled(node(TEXT)), FINE, FINE),
        ("$ref unrolled once, changed", node(TEXT), unrolled(node(WHOLE)), BREAKS, BREAKS),
        ("beside $ref", node(TEXT), {**node(TEXT), "additionalProperties": False}, BREAKS, FINE),
        ("what is not known here", TEXT, {**TEXT, "not": A_ALONE}, BREAKS, BREAKS),
    ],
)
def test_what_counts_as_growing(rule: str, before: Schema, now: Schema, *, received: bool, sent: bool) -> None:
    for direction, fine in ((True, received), (False, sent)):
        found = broken(before, now, received=direction)
        assert (found == []) is fine, (rule, "received" if direction else "sent", found)


REQUEST = {
    "kind": "query",
    "routing_key": "documents.get_document",
    "callers": ["member", "officer"],
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
