"""What was found out about a password before the transaction, where hashing may take its time."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from services.identity.domain.accounts import Account
from services.identity.domain.issued_secrets import IssuedSecret
from services.identity.handlers.ports import IssuedSecrets


@dataclass(frozen=True, slots=True)
class Proof:
    """`against`: the hash that the password was compared with, which must still be in force when it is believed."""

    matches: bool
    against: str | None
    new_hash: str | None = None
    """Of the new password; or of the same one, where the cost of hashing has been raised since."""

    def holds_for(self, credential: "Credential") -> bool:
        return self.matches and credential.hash is not None and self.against == credential.hash


@dataclass(frozen=True, slots=True)
class Draft:
    """A secret that may be issued: its id, and the hash of what is derived from it."""

    delivery_id: UUID
    secret_hash: str


@dataclass(frozen=True, slots=True)
class Credential:
    """What opens an account now: its own password, or before there is one, the temporary password last sent."""

    hash: str | None
    temporary: IssuedSecret | None = None


def credential_in_force(
    account: Account | None, secrets: IssuedSecrets, idempotency_key: str | None, now: datetime
) -> Credential:
    if account is None or account.is_closed:
        return Credential(None)
    if account.activated_at is not None:
        return Credential(account.password_hash)
    for secret in secrets.recent(account.id, "temporary_password"):
        if secret.opens_for(idempotency_key, now):
            return Credential(secret.secret_hash, secret)
    return Credential(None)


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
