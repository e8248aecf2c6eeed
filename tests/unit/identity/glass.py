"""A seal, a pen and hashes that can be seen through."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from services.contracts.actor import Actor
from services.identity.domain.credentials import Proof
from services.identity.domain.issued_secrets import Draft


class GlassSeal:
    """Everything can be seen through it."""

    key_id = "glass"

    def temporary_password(self, delivery_id: UUID, key_id: str | None = None) -> str:
        return f"temporary-{delivery_id}"

    def link_token(self, delivery_id: UUID, key_id: str | None = None) -> str:
        return f"link-{delivery_id}"

    def successors(self, refresh_token: str) -> list[tuple[str, str]]:
        return [(f"access after {refresh_token}", f"{refresh_token}+")]

    def close(self, secret: str) -> str:
        return f"closed {secret}"

    def open(self, sealed: str) -> str:
        return sealed.removeprefix("closed ")

    def closed_anew(self, sealed: str) -> str | None:
        return sealed

    def fingerprint(self, text: str) -> str:
        return text


class PaperSigner:
    def sign(self, actor: Actor, now: datetime, expires_at: datetime) -> str:  # the port's signature
        return f"{actor.subject} as {','.join(sorted(actor.roles))} until {expires_at:%H:%M:%S}"


def hashed(password: str) -> str:
    return f"hash of {password}"


def proof(password: str, against: str | None, new_password: str | None = None) -> Proof:
    return Proof(against == hashed(password), against, hashed(new_password) if new_password else None)


def link_draft() -> Draft:
    delivery_id = uuid4()
    return Draft(delivery_id, sha256(GlassSeal().link_token(delivery_id).encode()).hexdigest())


def temporary_draft() -> Draft:
    delivery_id = uuid4()
    return Draft(delivery_id, hashed(GlassSeal().temporary_password(delivery_id)))
