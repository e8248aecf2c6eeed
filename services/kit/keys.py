"""Keys of processes. Public ones stand in a directory as `<name>.pem`, one or more each, and are read anew when its
files change."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

KeyT = TypeVar("KeyT")
LOOK_EVERY = 5.0
"""Seconds."""
_PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)


class PublicKeys(Generic[KeyT]):
    def __init__(self, directory: Path, read: Callable[[bytes], KeyT]) -> None:
        self._directory = directory
        self._read = read
        self._keys: dict[str, list[KeyT]] = {}
        self._seen: object = None
        self._looked = 0.0
        self.changes = 0
        """How often they changed: what was derived from them holds as long as this does."""

    def of(self, name: str) -> list[KeyT]:
        """None where nobody of that name is trusted."""
        self.refresh()
        if name not in self._keys:
            self.refresh(at_once=True)
        return self._keys.get(name, [])

    def refresh(self, *, at_once: bool = False) -> None:
        if time.monotonic() - self._looked < LOOK_EVERY and self._keys and not at_once:
            return
        self._looked = time.monotonic()
        files = sorted(self._directory.glob("*.pem"))
        state = [(file.name, file.stat().st_mtime_ns) for file in files]
        if state == self._seen:
            return
        self._keys = {file.stem: [self._read(pem) for pem in _PEM.findall(file.read_bytes())] for file in files}
        self._seen = state
        self.changes += 1


def private_call_key(file: Path) -> X25519PrivateKey:
    key = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, X25519PrivateKey):
        raise TypeError(f"{file} holds no X25519 key")
    return key


def public_call_key(pem: bytes) -> X25519PublicKey:
    key = load_pem_public_key(pem)
    if not isinstance(key, X25519PublicKey):
        raise TypeError("a trusted key of calls is not X25519")
    return key
