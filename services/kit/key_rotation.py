"""Another signing key in the place of one, while the house runs: what the old one signed holds until it ends.

Under the directory of secrets: `signing/<issuer>.pem` is private, `trusted/<issuer>.pem` holds the public halves that
everybody reads anew when the file changes. First both are trusted, then the new one signs, at last it alone is trusted.
"""

import os
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from services.kit.assertions import LONGEST
from services.kit.keys import LOOK_EVERY

KNOWN_AFTER: Final = 3 * LOOK_EVERY
"""Seconds after which every process that runs has read a key that is newly trusted."""
OVER_AFTER: Final = LONGEST.total_seconds()
"""Seconds after which nothing that the old key signed is taken any more, and some."""


class SigningKey:
    def __init__(self, secrets: Path, issuer: str) -> None:
        self._private = secrets / "signing" / f"{issuer}.pem"
        self._next = secrets / "signing" / f"{issuer}.next"
        self._trusted = secrets / "trusted" / f"{issuer}.pem"
        self._mark = "".join(line for line in _before_the_key(self._private.read_text()))

    def announce(self) -> None:
        """A new one is trusted beside the present one, which goes on signing. Again, it is the same new one."""
        if not self._next.exists():
            key = Ed25519PrivateKey.generate()
            pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
            _replace(self._next, self._mark + pem, like=self._private)
        trusted = self._trusted.read_text()
        public = _public_half(self._next)
        if public not in trusted:
            _replace(self._trusted, trusted.rstrip("\n") + "\n" + public, like=self._trusted)

    def use(self) -> None:
        """The new one signs from now on. Raises FileNotFoundError where none was announced."""
        os.replace(self._next, self._private)

    def retire(self) -> None:
        """Only the one that signs is trusted."""
        _replace(self._trusted, self._mark + _public_half(self._private), like=self._trusted)


def _public_half(private: Path) -> str:
    key = load_pem_private_key(private.read_bytes(), password=None)
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _before_the_key(pem: str) -> str:
    """The demonstration's mark, by which production knows its keys."""
    return pem.partition("-----BEGIN")[0]


def _replace(path: Path, text: str, *, like: Path) -> None:
    """Whole or not at all; whose it was, and read by whom it was."""
    kept = like.stat()
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.touch(mode=0o600)
    unfinished.write_text(text)
    unfinished.chmod(kept.st_mode & 0o777)
    os.chown(unfinished, kept.st_uid, kept.st_gid)
    unfinished.replace(path)
