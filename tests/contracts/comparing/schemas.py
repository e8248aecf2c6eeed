"""Two JSON Schemas. What others send us may become wider and never narrower; what we send, narrower and never wider.

Both are one question: is every value of the one (`inner`) a value of the other (`outer`)? Received, the old schema is
the inner one; sent, the new one. On top of that readers ignore fields that they do not know, so what we send may have
more of them; and they bear unknown values where the list is marked as extensible.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.contracts.base import EXTENSIBLE

Schema = dict[str, Any]

WORDS = {"title", "description", "summary", "example", "examples", "deprecated", "$schema"}
"""Say something to people and change nothing."""
LOWER_LIMITS = ("minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum")
UPPER_LIMITS = ("maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum")
EXACT_LIMITS = ("pattern", "format", "multipleOf", "uniqueItems")
"""Whether one is narrower than another is not worked out: any other one counts as narrower."""
COMPARED = {
    *(*LOWER_LIMITS, *UPPER_LIMITS, *EXACT_LIMITS, *WORDS, EXTENSIBLE),
    *("$defs", "$ref", "type", "enum", "const", "anyOf", "oneOf", "discriminator", "default"),
    *("properties", "required", "additionalProperties", "propertyNames", "items", "prefixItems"),
}
Path = frozenset[tuple[str, str]]


def broken(before: Schema, now: Schema, *, received: bool, roots: tuple[Schema, Schema] | None = None) -> list[str]:
    """One line for each break. `received`: others send it to us. `roots`: the documents that `$ref` points into."""
    old_root, new_root = roots or (before, now)
    return list(_Comparison(old_root, new_root, received).of(before, now, "", frozenset()))


@dataclass(frozen=True)
class _Comparison:
    old_root: Schema
    new_root: Schema
    received: bool

    def of(self, before: Schema, now: Schema, at: str, path: Path) -> Iterator[str]:
        yield from self._default(before, now, at)
        if "$ref" in before or "$ref" in now:
            step = (json.dumps(before, sort_keys=True), json.dumps(now, sort_keys=True))
            if step in path:
                return  # a schema within itself: it is being compared further up
            path |= {step}
        before, now = _followed(before, self.old_root), _followed(now, self.new_root)
        if before.get("discriminator", {}).get("propertyName") != now.get("discriminator", {}).get("propertyName"):
            yield f"{at}: another discriminator"
        olds, news = _variants(before), _variants(now)
        if (olds, news) == ([before], [now]):
            yield from self._of_one(before, now, at, path)
        else:
            yield from self._of_many(olds, news, at, path)

    def _of_many(self, olds: list[Schema], news: list[Schema], at: str, path: Path) -> Iterator[str]:
        """Each variant of the inner one must be covered by one of the outer one's."""
        for inner in olds if self.received else news:
            pairs = [(inner, outer) if self.received else (outer, inner) for outer in (news if self.received else olds)]
            tried = [list(self.of(*pair, at, path)) for pair in pairs]
            if all(tried):
                near = [found for found in tried if not any("another type" in each for each in found)]
                what = "no longer takes" if self.received else "may now be"
                yield from min(near, key=len) if near else [f"{at}: {what} {_named(inner)}"]

    def _of_one(self, before: Schema, now: Schema, at: str, path: Path) -> Iterator[str]:
        inner, outer = (before, now) if self.received else (now, before)
        if not _types(inner) <= _types(outer) | ({"integer"} if "number" in _types(outer) else set()):
            yield f"{at}: another type, was {_named(before)}, is {_named(now)}"
            return
        yield from self._values(before, now, at)
        for limit in (*LOWER_LIMITS, *UPPER_LIMITS, *EXACT_LIMITS):
            if _is_wider(limit, inner.get(limit), outer.get(limit)):
                yield f"{at}: {limit} was {before.get(limit)}, is {now.get(limit)}"
        yield from self._fields(before, now, at, path)
        yield from self._other_fields(before, now, at, path)
        yield from self._items(before, now, at, path)
        for keyword in sorted((before.keys() | now.keys()) - COMPARED):
            if before.get(keyword) != now.get(keyword):
                yield f"{at}: {keyword} is another, and nothing here knows how to compare it"

    def _default(self, before: Schema, now: Schema, at: str) -> Iterator[str]:
        if self.received and "default" in before and before["default"] != now.get("default", _NONE):
            yield f"{at}: left out it meant {before['default']!r}, now {now.get('default', 'nothing')!r}"

    def _values(self, before: Schema, now: Schema, at: str) -> Iterator[str]:
        old, new = _values(before), _values(now)
        if self.received:
            if new is not None and (old is None or not _all_in(old, new)):
                yield f"{at}: takes only {new} now, took {old or 'any'}"
        elif old is not None and not before.get(EXTENSIBLE) and (new is None or not _all_in(new, old)):
            yield f"{at}: may be {new or 'any'} now, was one of {old}, and was not marked as {EXTENSIBLE}"
        elif old is not None and now.get(EXTENSIBLE) and not before.get(EXTENSIBLE):
            yield f"{at}: is marked as {EXTENSIBLE} now: who reads it was not told"

    def _fields(self, before: Schema, now: Schema, at: str, path: Path) -> Iterator[str]:
        old, new = before.get("properties", {}), now.get("properties", {})
        for name in sorted(old.keys() - new.keys()):
            yield f"{at}/{name}: gone"
        was_required, is_required = set(before.get("required", ())), set(now.get("required", ()))
        for name in sorted(is_required - was_required if self.received else was_required - is_required):
            yield f"{at}/{name}: {'now required' if self.received else 'no longer always there'}"
        for name in sorted(old.keys() & new.keys()):
            yield from self.of(old[name], new[name], f"{at}/{name}", path)
        rest = before.get("additionalProperties", True)
        for name in sorted(new.keys() - old.keys()):  # until now one of the other fields, whose names are anybody's
            if rest is False and not self.received:
                yield f"{at}/{name}: new, where nothing more was to come"
            elif isinstance(rest, dict):
                yield from self.of(rest, new[name], f"{at}/{name}", path)

    def _other_fields(self, before: Schema, now: Schema, at: str, path: Path) -> Iterator[str]:
        for keyword in ("additionalProperties", "propertyNames"):
            yield from self._parts(before.get(keyword, True), now.get(keyword, True), f"{at}/<{keyword}>", path)

    def _items(self, before: Schema, now: Schema, at: str, path: Path) -> Iterator[str]:
        old, new = before.get("prefixItems", []), now.get("prefixItems", [])
        if len(old) != len(new):
            yield f"{at}: was a row of {len(old)}, is one of {len(new)}"
        for place, pair in enumerate(zip(old, new, strict=False)):
            yield from self.of(*pair, f"{at}/{place}", path)
        yield from self._parts(before.get("items", True), now.get("items", True), f"{at}/*", path)

    def _parts(self, before: Schema | bool, now: Schema | bool, at: str, path: Path) -> Iterator[str]:
        """Schemas that may also be True (anything) or False (nothing)."""
        inner, outer = (before, now) if self.received else (now, before)
        if inner is False or outer is True or outer == {}:
            return
        if outer is False:
            yield f"{at}: {'no longer taken' if self.received else 'may be there now'}"
        else:
            pair = [{} if each is True else each for each in (before, now)]
            yield from self.of(pair[0], pair[1], at, path)  # type: ignore[arg-type]  # no booleans are left


_NONE = object()


def _followed(schema: Schema, root: Schema) -> Schema:
    """Without `$ref`; what stands beside it counts too."""
    while "$ref" in schema:
        found: Any = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = {**found, **{name: value for name, value in schema.items() if name != "$ref"}}
    return schema


def _variants(schema: Schema) -> list[Schema]:
    """One for each kind of value that it may be."""
    for keyword in ("anyOf", "oneOf"):
        if keyword in schema:
            beside = {
                name: value for name, value in schema.items() if name not in {keyword, "default", "discriminator"}
            }
            return [variant for each in schema[keyword] for variant in _variants({**beside, **each})]
    if isinstance(schema.get("type"), list):
        return [{**schema, "type": kind} for kind in schema["type"]]
    return [schema]


def _types(schema: Schema) -> set[str]:
    every = {"object", "array", "string", "number", "integer", "boolean", "null"}
    return {schema["type"]} if "type" in schema else every


def _values(schema: Schema) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _all_in(some: list[Any], all_of_them: list[Any]) -> bool:
    return all(each in all_of_them for each in some)


def _is_wider(limit: str, inner: Any, outer: Any) -> bool:
    if outer is None or outer is False or inner == outer:
        return False
    if inner is None or limit in EXACT_LIMITS:
        return True
    return bool(inner < outer if limit in LOWER_LIMITS else inner > outer)


def _named(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    return " ".join(str(schema[each]) for each in ("type", "format", "const") if each in schema) or "anything"
