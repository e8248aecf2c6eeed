"""Codes that stand in for the second factor, each once: sixteen signs of thirty-two, 80 bits, so that a plain hash of
one tells nothing of it."""

import secrets
from hashlib import sha256

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without what looks alike on paper."""
HOW_MANY = 10
_LENGTH, _GROUP = 16, 4


def draw() -> list[str]:
    return [_one() for _ in range(HOW_MANY)]


def hash_of(code: str) -> str:
    """However it is typed: with or without hyphens, in small letters."""
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    return sha256(typed.encode()).hexdigest()


def _one() -> str:
    signs = "".join(secrets.choice(SIGNS) for _ in range(_LENGTH))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))
