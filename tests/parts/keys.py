"""Signing keys of a house that lasts one test session."""

from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from services.contracts.actor import Actor, Role
from services.kit.assertions import Signer


class Keys:
    def __init__(self, directory: Path) -> None:
        self.private = directory / "private"
        self.trusted = directory / "trusted"
        for place in (self.private, self.trusted):
            place.mkdir(parents=True, exist_ok=True)

    def private_key_of(self, issuer: str) -> Path:
        """Made when first asked for; its public half is trusted from then on."""
        file = self.private / f"{issuer}.pem"
        if not file.exists():
            key = Ed25519PrivateKey.generate()
            file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            (self.trusted / f"{issuer}.pem").write_bytes(public)
        return file

    def sign(self, actor: Actor) -> str:
        return Signer("identity", self.private_key_of("identity")).sign(actor)

    def member(self, subject: UUID | None = None, portal: str = "agent") -> str:
        return self.sign(Actor(subject=str(subject or uuid4()), portal=portal, roles=frozenset({Role.MEMBER})))

    def staff(self, *roles: Role, subject: UUID | None = None) -> str:
        return self.sign(Actor(subject=str(subject or uuid4()), portal="staff", roles=frozenset(roles)))
