"""What opens an account, and what was found out about a password before the transaction (hashing takes its time)."""

from dataclasses import dataclass
from hashlib import sha256

from services.identity.domain.issued_secrets import IssuedSecret


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
class Credential:
    """What opens an account now: its own password, or before there is one, the temporary password last sent."""

    hash: str | None
    temporary: IssuedSecret | None = None


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
