"""What may be wrong with a body or an address, read off the OpenAPI document."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]
NUL = "\x00"
LONE_SURROGATE = "\ud800"
_AN_ID = ["u", "5f0c2f0e-6d0b-4e59-8f3d-0a6a1c1f7a11"]
_BEYOND_THE_CALENDAR = [[["t", "9999-12-31T23:59:59-23:59"], _AN_ID], [["t", "0001-01-01T00:00:00+23:59"], _AN_ID]]
FORGED = (
    *("none-of-ours", "W10", "bnVsbA", "é", "W1sidSIsNV1d", "W3RydWVd", "WyJhXHUwMDAwIl0", "WzEsdHJ1ZV0"),
    *(base64.urlsafe_b64encode(json.dumps(values).encode()).rstrip(b"=").decode() for values in _BEYOND_THE_CALENDAR),
)
"""Cursors that no list of ours gave: no JSON, an empty list, null, values that no column takes, years that none has."""


@dataclass(frozen=True)
class Wrong:
    what: str
    pointer: str
    body: Any

    def encoded(self) -> bytes:
        return json.dumps(self.body).encode()


@dataclass(frozen=True)
class Operation:
    """One route as the document describes it."""

    document: Schema
    path: str
    method: str
    described: Schema

    @property
    def is_public(self) -> bool:
        return not self.described.get("security")

    @property
    def body(self) -> Schema | None:
        content = self.described.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return None
        return next(each for each in self.variants(content["application/json"]["schema"]) if "properties" in each)

    def parameters(self, place: str) -> dict[str, Schema]:
        listed = self.described.get("parameters", ())
        return {each["name"]: each["schema"] for each in listed if each["in"] == place}

    def variants(self, schema: Schema) -> list[Schema]:
        """What a value may be, references followed, null left out."""
        if "$ref" in schema:
            return self.variants(self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return [variant for each in schema["anyOf"] for variant in self.variants(each)]
        return [] if schema.get("type") == "null" else [schema]


def operations(document: Schema) -> dict[str, Operation]:
    """By the name of the route function."""
    return {
        described["operationId"]: Operation(document, path, method.upper(), described)
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    }


def wrong_bodies(operation: Operation, good: Schema) -> Iterator[Wrong]:
    """Each differs from the good one in one field."""
    schema = operation.body or {}
    for name in schema.get("required", ()):
        without = {field: value for field, value in good.items() if field != name}
        yield Wrong("missing", f"/{name}", without)
    for name, described in schema.get("properties", {}).items():
        variants = operation.variants(described)
        for what, value in _wrong_values(variants, good.get(name)):
            yield Wrong(what, f"/{name}", good | {name: value})
    yield Wrong("not an object", "", [])


def _wrong_values(variants: list[Schema], good: Any) -> Iterator[tuple[str, Any]]:
    types = {each.get("type") for each in variants}
    if None in types or not types:
        return
    yield "wrong type", "wrong" if "array" in types or types == {"object"} else [["wrong"]]
    for each in variants:
        if "maxLength" in each:
            yield "too long", "x" * (each["maxLength"] + 1)
        if "maxItems" in each and good:
            yield "too many", list(good) * (each["maxItems"] + 1)
        if "enum" in each or "const" in each:
            yield "none of the choices", "none-of-these"
        if each.get("type") == "string" and not {"enum", "const", "format", "pattern"} & each.keys():
            yield "NUL", f"a{NUL}b"
            yield "lone surrogate", f"a{LONE_SURROGATE}b"


def wrong_queries(operation: Operation) -> Iterator[tuple[str, str]]:
    """Names and values that no address may have."""
    for name, described in operation.parameters("query").items():
        for each in operation.variants(described):
            if "enum" in each or "format" in each or each.get("type") in {"integer", "boolean"}:
                yield name, "none-of-these"
            elif each.get("type") == "string":
                yield name, NUL
                yield name, "x" * (each["maxLength"] + 1)
            if "maximum" in each:
                yield name, str(each["maximum"] + 1)
                yield name, str(each["minimum"] - 1)
    if "cursor" in operation.parameters("query"):
        yield from (("cursor", forged) for forged in FORGED)
