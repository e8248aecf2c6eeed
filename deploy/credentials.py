"""The secrets of one installation, each in a file of its own that only its owner reads. Made once, never changed here.

signing/<issuer>.pem     private Ed25519 key: identity's, and one a service
trusted/<issuer>.pem     the public half, all that another service ever needs
<name>                   passwords and keys, one line each
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
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
    made here; services in production refuse those of the demonstration."""

    def __init__(self, directory: Path, *, file_mode: int = 0o600, mark: str = "") -> None:
        self.directory = directory
        self._mark = mark
        self.trusted_keys = directory / "trusted"
        self._file_mode = file_mode
        for folder in (directory, directory / "signing", self.trusted_keys):
            folder.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o700)

    def file(self, name: str, make: Callable[[], str] | None = None) -> Path:
        """Where it is kept; made where missing: a password, unless `make` makes it."""
        path = self.directory / name
        if not path.exists():
            self.write(name, make() if make else self._mark + random_password())
        return path

    def read(self, name: str, make: Callable[[], str] | None = None) -> str:
        return self.file(name, make).read_text().strip()

    def seal_key(self) -> Path:
        return self.file("seal_key", lambda: self._mark + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())

    def write(self, name: str, value: str) -> Path:
        """Whole or not at all: a kill in between leaves the old one."""
        path = self.directory / name
        if path.exists() and path.read_text() == value:
            return path
        unfinished = path.with_name(f".{path.name}.new")
        unfinished.touch(mode=0o600)
        unfinished.write_text(value)
        unfinished.chmod(self._file_mode)
        unfinished.rename(path)
        return path

    def signing_key(self, issuer: str) -> Path:
        """The private key's file; its public half is put among the trusted ones."""
        header = f"{self._mark}\n" if self._mark else ""
        path = self.file(f"signing/{issuer}.pem", lambda: header + _private_key())
        key = _load(path)
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self.write(f"trusted/{issuer}.pem", header + public.decode())
        return path


def _private_key() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _load(path: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} holds no Ed25519 key")
    return key


def broker_definitions(user: str, password: str) -> str:
    """One user for the services, who owns the virtual host; RabbitMQ's own hash: salt + SHA-256(salt + password)."""
    salt = secrets.token_bytes(4)
    hashed = base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
    algorithm = "rabbit_password_hashing_sha256"
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    definitions = {
        "vhosts": [{"name": "/"}],
        "users": [{"name": user, "password_hash": hashed, "hashing_algorithm": algorithm, "tags": ""}],
        "permissions": [{"user": user, "vhost": "/", **everything}],
    }
    return json.dumps(definitions)
