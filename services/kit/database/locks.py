"""PostgreSQL's advisory locks, by name."""

import hashlib


def lock_number(name: str) -> int:
    """An advisory lock is a number of 64 bits."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
