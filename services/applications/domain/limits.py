"""How large a form and its answers may be."""

import json
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
