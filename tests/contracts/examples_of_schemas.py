"""Small schemas, and how they are put together, for the tests of what counts as growing."""

from typing import Any

from tests.contracts.comparing.schemas import Schema

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
