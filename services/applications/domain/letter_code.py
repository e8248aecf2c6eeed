"""The code on a letter: whoever has it has the letter, and nobody finds one by trying."""

import re
import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: read out and typed without mistaking one sign for another."""
SIGNS: Final = 20
"""A hundred bits."""
GROUP: Final = 5
_READ_AS: Final = str.maketrans("OIL", "011")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))


def in_groups(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def as_typed(text: str) -> str:
    """As it is kept, however it was typed."""
    return re.sub(r"[\s\u2010-\u2015-]+", "", text).upper().translate(_READ_AS)
