"""What a newer version might send: every value of a list is one that this version does not know."""

from typing import Any

from jsonschema import Draft202012Validator

from services.contracts.base import Message

SOMETHING_NEW = "something-new"


def as_a_newer_version_says(model: type[Message], told: Any) -> Any:
    """`told`, as JSON of `model`, with SOMETHING_NEW wherever its schema lists values."""
    schema = model.model_json_schema(mode="serialization")
    return _renewed(told, schema, schema.get("$defs", {}))


def _renewed(value: Any, schema: dict[str, Any], named: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _renewed(value, named[schema["$ref"].rpartition("/")[2]], named)
    if "anyOf" in schema:
        choices = schema["anyOf"]
        return _renewed(value, next(one for one in choices if _is(value, one, named)), named)
    if "enum" in schema:
        return SOMETHING_NEW
    if isinstance(value, list):
        return [_renewed(each, schema.get("items", {}), named) for each in value]
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        return {name: _renewed(each, fields.get(name, {}), named) for name, each in value.items()}
    return value


def _is(value: Any, schema: dict[str, Any], named: dict[str, Any]) -> bool:
    return bool(Draft202012Validator({**schema, "$defs": named}).is_valid(value))
