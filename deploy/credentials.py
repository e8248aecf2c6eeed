"""The secrets of one installation, each in a file of its own that only its owner reads. Made once, never changed here.

signing/<issuer>.pem     private Ed25519 key: identity's
calls/<process>.pem      private X25519 key: of each service and the gateway
trusted/…                the public halves, by the same names (those of signing without their folder): all that another
                         service ever needs
<name>                   passwords and keys, one line each
"""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


def random_password() -> str:
    return secrets.token_urlsafe(24)  # letters, digits, - and _: nothing to escape in an address or a shell


class Credentials:
    """`file_mode`: who reads the files besides whoever may enter the directory. `mark`: put before each secret that is
    made here; services in production refuse those of the demonstration. `owner`: whose they are, if not this user's."""

    def __init__(self, directory: Path, *, file_mode: int = 0o600, mark: str = "", owner: int | None = None) -> None:
        self.directory = directory
        self.mark = mark
        self.trusted_keys = directory / "trusted"
        self._file_mode = file_mode
        self._owner = owner
        for folder in (directory, directory / "signing", directory / "calls", self.trusted_keys / "calls"):
            folder.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o700)
        if owner is not None:
            for place in (directory, *directory.rglob("*")):
                os.chown(place, owner, owner)

    def file(self, name: str, make: Callable[[], str] | None = None) -> Path:
        """Where it is kept; made where missing: a password, unless `make` makes it."""
        path = self.directory / name
        if not path.exists():
            self.write(name, make() if make else self.mark + random_password())
        return path

    def folder(self, name: str) -> Path:
        """For what has a name of its own in there; made where missing."""
        path = self.directory / name
        path.mkdir(exist_ok=True)
        if self._owner is not None:
            os.chown(path, self._owner, self._owner)
        return path

    def read(self, name: str, make: Callable[[], str] | None = None) -> str:
        return self.file(name, make).read_text().strip()

    def seal_key(self) -> Path:
        return self.file("seal_key", self._new_seal_key)

    def seal_key_before(self) -> Path:
        """Of the keys that the present one replaces; empty where there are none."""
        return self.file("seal_key_before", str)

    def replace_seal_key(self) -> None:
        """The present one goes before those that it replaced, and is kept there before there is another."""
        present, before = self.seal_key().read_text().strip(), self.seal_key_before().read_text().splitlines()
        self.write("seal_key_before", "\n".join(dict.fromkeys([present, *before])))
        self.write("seal_key", self._new_seal_key())

    def _new_seal_key(self) -> str:
        return self.mark + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()

    def write(self, name: str, value: str) -> Path:
        """Whole or not at all: a kill in between leaves the old one."""
        path = self.directory / name
        if path.exists() and path.read_text() == value:
            return path
        unfinished = path.with_name(f".{path.name}.new")
        unfinished.touch(mode=0o600)
        unfinished.write_text(value)
        unfinished.chmod(self._file_mode)
        if self._owner is not None:
            os.chown(unfinished, self._owner, self._owner)
        unfinished.rename(path)
        return path

    def signing_key(self, issuer: str) -> Path:
        """The private key's file; its public half is put among the trusted ones."""
        return self._key_pair(f"signing/{issuer}.pem", f"trusted/{issuer}.pem", Ed25519PrivateKey)

    def call_key(self, process: str) -> Path:
        """As above."""
        return self._key_pair(f"calls/{process}.pem", f"trusted/calls/{process}.pem", X25519PrivateKey)

    def _key_pair(self, name: str, trusted: str, kind: type[Ed25519PrivateKey | X25519PrivateKey]) -> Path:
        header = f"{self.mark}\n" if self.mark else ""
        path = self.file(name, lambda: header + _in_pem(kind.generate()))
        key = load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, kind):
            raise TypeError(f"{path} holds no key of its kind")
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        if not self._is_trusted(trusted, public.decode()):
            self.write(trusted, header + public.decode())
        return path

    def _is_trusted(self, trusted: str, public: str) -> bool:
        """Perhaps beside another, while one takes the other's place."""
        path = self.directory / trusted
        return path.exists() and public in path.read_text()


def _in_pem(key: Ed25519PrivateKey | X25519PrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
