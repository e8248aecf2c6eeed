"""What a JSON pointer finds in answers, and how answers change: RFC 7396 merge patches."""

from collections.abc import Iterator
from typing import Any

from services.contracts.pointers import steps_of

ABSENT = object()


def index(part: str) -> int | None:
    """A position in a list; nobody's list is longer than six digits, and Python refuses thousands of them."""
    return int(part) if part.isascii() and part.isdecimal() and len(part) <= 6 else None


def resolve(pointer: str, value: Any) -> Any:
    """What the pointer designates, or ABSENT."""
    for part in steps_of(pointer):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and (position := index(part)) is not None and position < len(value):
            value = value[position]
        else:
            return ABSENT
    return value


def covers(pointer: str, other: str) -> bool:
    return other == pointer or other.startswith(pointer + "/")


def merged(value: Any, patch: Any) -> Any:
    """RFC 7396, except that an empty text removes as null does: it is what an emptied field of a form sends."""
    if not isinstance(patch, dict):
        return _without_blanks(patch)
    result = dict(value) if isinstance(value, dict) else {}
    for name, change in patch.items():
        if _is_blank(change):
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), change)
    return result


def differences(old: Any, new: Any, at: str = "") -> Iterator[str]:
    """Pointers of the smallest parts that differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            yield from differences(old.get(name, ABSENT), new.get(name, ABSENT), f"{at}/{name}")
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            yield from differences(_item(old, index), _item(new, index), f"{at}/{index}")
    elif old is ABSENT and isinstance(new, dict) and new:
        yield from differences({}, new, at)
    elif old != new or type(old) is not type(new):
        yield at


def _item(items: list[Any], index: int) -> Any:
    return items[index] if index < len(items) else ABSENT


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_blanks(item) for name, item in value.items() if not _is_blank(item)}
    if isinstance(value, list):
        return [_without_blanks(item) for item in value]
    return value
