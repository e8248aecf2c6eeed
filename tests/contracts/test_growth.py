"""Contracts only grow: old and new versions of any service run side by side, and integrators keep what they read.

Compared with tests/contracts/snapshots. After adding something: python -m tests.contracts.snapshots
"""

from collections.abc import Iterator
from typing import Any

import pytest

from deploy.native.blueprint import SERVICES
from tests.contracts.snapshots import Schema, promised, snapshot

LIMITS_FROM_BELOW = {"minLength", "minItems", "minimum", "exclusiveMinimum"}
LIMITS_FROM_ABOVE = {"maxLength", "maxItems", "maximum", "exclusiveMaximum"}
MESSAGES = [(service, name) for service in SERVICES for name in snapshot(service)]


@pytest.mark.parametrize(("service", "name"), MESSAGES, ids=[name for _, name in MESSAGES])
def test_a_message_only_grows(service: str, name: str) -> None:
    now = promised(service)
    assert name in now, f"{name} is gone: a breaking change gets a new name, the old one stays"
    assert list(broken(snapshot(service)[name], now[name], received=name.startswith(("command", "query")))) == []


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_promised_today_is_written_down(service: str) -> None:
    assert promised(service) == snapshot(service), "run python -m tests.contracts.snapshots and commit what it writes"


def broken(before: Schema, now: Schema, *, received: bool) -> Iterator[str]:
    """What somebody with the older contract would stumble over. `received`: others send it to us."""
    yield from _differences(before, now, before, now, "", received=received)


def _differences(
    before: Schema, now: Schema, old_root: Schema, new_root: Schema, at: str, *, received: bool
) -> Iterator[str]:
    before, now = _followed(before, old_root), _followed(now, new_root)
    kinds_before, kinds_now = _kinds(before, old_root), _kinds(now, new_root)
    if (kinds_before - kinds_now) if received else (kinds_now - kinds_before):
        yield f"{at}: was {sorted(kinds_before)}, is {sorted(kinds_now)}"
    if received and "enum" in now and set(before.get("enum", ())) - set(now["enum"]):
        yield f"{at}: takes fewer values"
    for limit in LIMITS_FROM_ABOVE | LIMITS_FROM_BELOW if received else ():
        if limit in now and _is_narrower(limit, before.get(limit), now[limit]):
            yield f"{at}: {limit} was {before.get(limit)}, is {now[limit]}"
    properties, properties_now = before.get("properties", {}), now.get("properties", {})
    for field in properties.keys() - properties_now.keys():
        yield f"{at}/{field}: gone"
    required, required_now = set(before.get("required", ())), set(now.get("required", ()))
    for field in (required_now - required) if received else (required - required_now):
        yield f"{at}/{field}: {'now required' if received else 'no longer always there'}"
    for field in properties.keys() & properties_now.keys():
        deeper = properties[field], properties_now[field]
        yield from _differences(*deeper, old_root, new_root, f"{at}/{field}", received=received)
    if "items" in before and "items" in now:
        yield from _differences(before["items"], now["items"], old_root, new_root, f"{at}/*", received=received)


def _followed(schema: Schema, root: Schema) -> Schema:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def _kinds(schema: Schema, root: Schema) -> set[str]:
    """What a value may be; empty where it may be anything."""
    schema = _followed(schema, root)
    if "anyOf" in schema:
        return {kind for each in schema["anyOf"] for kind in _kinds(each, root)}
    kind: Any = schema.get("type")
    return {f"{kind} {schema.get('format', '')}".strip()} if kind else set()


def _is_narrower(limit: str, before: float | None, now: float) -> bool:
    return before is None or (now > before if limit in LIMITS_FROM_BELOW else now < before)


STARTED: Schema = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
WITH_NOTE: Schema = STARTED | {"properties": STARTED["properties"] | {"note": {"type": "string", "maxLength": 5}}}


@pytest.mark.parametrize(
    ("before", "now", "received", "fine"),
    [
        (STARTED, WITH_NOTE, True, True),
        (STARTED, WITH_NOTE | {"required": ["id", "note"]}, True, False),
        (STARTED, WITH_NOTE | {"required": ["id", "note"]}, False, True),
        (WITH_NOTE, STARTED, True, False),
        (WITH_NOTE, STARTED, False, False),
        (STARTED, STARTED | {"properties": {"id": {"type": "integer"}}}, False, False),
        (STARTED, STARTED | {"required": []}, False, False),
        (STARTED, STARTED | {"required": []}, True, True),
        (WITH_NOTE, WITH_NOTE | {"properties": STARTED["properties"] | {"note": {"type": "string"}}}, True, True),
    ],
)
def test_what_counts_as_growing(before: Schema, now: Schema, *, received: bool, fine: bool) -> None:
    assert (list(broken(before, now, received=received)) == []) is fine
