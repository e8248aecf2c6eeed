"""In the OpenAPI document: a body takes its own fields and no others, however deep, as `conventions.Sent` has it."""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
_PREFIX = "#/components/schemas/"


def close_bodies(document: Schema) -> None:
    """A schema that is also answered stays open there, for answers grow: what is sent gets one of its own."""
    schemas = document["components"]["schemas"]
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    answered = _named_in([operation["responses"] for operation in operations], schemas)
    for operation in operations:
        for content in operation.get("requestBody", {}).get("content", {}).values():
            content["schema"] = _closed(content["schema"], schemas, answered)
    used = _named_in(document["paths"], schemas)
    for name in schemas.keys() - used:
        del schemas[name]


def _closed(schema: Any, schemas: Schema, answered: set[str]) -> Any:
    if isinstance(schema, list):
        return [_closed(each, schemas, answered) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(_PREFIX)
        own = f"{name}-Input" if name in answered else name
        if schemas.get(own, {}).get("additionalProperties") is not False:
            schemas[own] = {**schemas[name], "additionalProperties": False}
            schemas[own] = _closed(schemas[own], schemas, answered)
        return {**schema, "$ref": _PREFIX + own}
    return {key: _closed(value, schemas, answered) for key, value in schema.items()}


def _named_in(described: Any, schemas: Schema) -> set[str]:
    """The schemas that are referred to, and those that these refer to."""
    found: set[str] = set()
    waiting = [described]
    while waiting:
        for name in set(_references(waiting.pop())) - found:
            found.add(name)
            waiting.append(schemas[name])
    return found


def _references(described: Any) -> Iterator[str]:
    if isinstance(described, list):
        for each in described:
            yield from _references(each)
    elif isinstance(described, dict):
        for key, value in described.items():
            if key == "$ref":
                yield value.removeprefix(_PREFIX)
            else:
                yield from _references(value)
