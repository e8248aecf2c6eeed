"""Signing keys of a house that lasts one test session."""

from pathlib import Path
from typing import ClassVar, Protocol
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from deploy.credentials import Credentials
from services.contracts.actor import Actor, Role
from services.kit.assertions import Signer
from services.kit.proofs import Prover


class Keys:
    of_the_house: ClassVar["Keys"]
    """What a caller proves its calls with where it is told of no other keys."""

    def __init__(self, directory: Path) -> None:
        self.private = directory / "private"
        self.trusted = directory / "trusted"
        for place in (self.private, self.trusted):
            (place / "calls").mkdir(parents=True, exist_ok=True)

    def private_key_of(self, issuer: str) -> Path:
        """Made when first asked for; its public half is trusted from then on."""
        file = self.private / f"{issuer}.pem"
        if not file.exists():
            key = Ed25519PrivateKey.generate()
            file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            (self.trusted / f"{issuer}.pem").write_bytes(public)
        return file

    def call_key_of(self, process: str) -> Path:
        """Made when first asked for; everybody trusts its public half from then on."""
        file = self.private / "calls" / f"{process}.pem"
        if not file.exists():
            key = X25519PrivateKey.generate()
            file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            (self.trusted / "calls" / f"{process}.pem").write_bytes(public)
        return file

    def prover(self, process: str) -> Prover:
        return Prover(process, self.call_key_of(process), self.trusted)

    def sign(self, actor: Actor) -> str:
        return Signer("identity", self.private_key_of("identity")).sign(actor)

    def member(self, subject: UUID | None = None, portal: str = "agent") -> str:
        return self.sign(Actor(subject=str(subject or uuid4()), portal=portal, roles=frozenset({Role.MEMBER})))

    def staff(self, *roles: Role, subject: UUID | None = None) -> str:
        return self.sign(Actor(subject=str(subject or uuid4()), portal="staff", roles=frozenset(roles)))


class CallKeys(Protocol):
    """What a caller needs to speak as a process."""

    @property
    def trusted(self) -> Path: ...

    def call_key_of(self, process: str) -> Path: ...

    def prover(self, process: str) -> Prover: ...


class StackKeys:
    """Of the processes of a stack."""

    def __init__(self, credentials: Credentials) -> None:
        self.trusted = credentials.trusted_keys
        self._credentials = credentials

    def call_key_of(self, process: str) -> Path:
        return self._credentials.call_key(process)

    def prover(self, process: str) -> Prover:
        return Prover(process, self.call_key_of(process), self.trusted)
