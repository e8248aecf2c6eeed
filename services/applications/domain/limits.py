"""Bounds on what is stored as JSON. PostgreSQL's jsonb takes neither NUL nor lone surrogates nor NaN."""

import json
import math
from typing import Any

MAX_BYTES = 64 * 1024
MAX_DEPTH = 12


def depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max((depth(item) for item in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((depth(item) for item in value), default=0)
    return 0


def is_too_large(value: Any) -> bool:
    return depth(value) > MAX_DEPTH or len(json.dumps(value, ensure_ascii=False)) > MAX_BYTES


def is_storable(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(is_storable(name) and is_storable(item) for name, item in value.items())
    if isinstance(value, list):
        return all(is_storable(item) for item in value)
    return True
