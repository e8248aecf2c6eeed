"""The signed, short-lived word of one process to another about who acts: a JWT signed with Ed25519.

`identity` alone signs it. Who carries it proves that they may (`proofs.py`); the version before did not, and its
services spoke for themselves by assertions of their own, as `service:<issuer>`.
"""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from services.contracts.actor import Actor, Role
from services.kit.keys import LOOK_EVERY, PublicKeys
from services.kit.skew import FURTHEST

AUDIENCE = "agentspace"
LONGEST = timedelta(minutes=5)
"""From the signature until nobody takes it any more, by clocks that agree."""
CLOCKS_APART = timedelta(seconds=2 * FURTHEST)
"""An assertion from the future, or one that ended, is still taken by a clock that is off by so much."""
LIFETIME = LONGEST - CLOCKS_APART
_REMEMBERED = 2000


class BadAssertion(Exception):
    """Not signed by whom it says, too old, or says more than its issuer may."""


class Signer:
    """Signs as `issuer`; the key is an Ed25519 private key in PEM, read anew where its file changes."""

    def __init__(self, issuer: str, key_file: Path) -> None:
        self._issuer = issuer
        self._file = key_file
        self._key, self._seen = self._read()
        self._looked = time.monotonic()

    def _read(self) -> tuple[Ed25519PrivateKey, int]:
        seen = self._file.stat().st_mtime_ns
        key = load_pem_private_key(self._file.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError(f"{self._file} holds no Ed25519 key")
        return key, seen

    def _refresh(self) -> None:
        """An operator may have put another in its place (`key_rotation.py`)."""
        if time.monotonic() - self._looked >= LOOK_EVERY:
            self._looked = time.monotonic()
            if self._file.stat().st_mtime_ns != self._seen:
                self._key, self._seen = self._read()

    def sign(self, actor: Actor, *, now: datetime | None = None, lifetime: timedelta = LIFETIME) -> str:
        self._refresh()
        issued = now or datetime.now(UTC)
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": actor.subject,
            "portal": actor.portal,
            "roles": sorted(actor.roles - {Role.VISITOR}),
            "iat": int(issued.timestamp()),
            "exp": int((issued + min(lifetime, LIFETIME)).timestamp()),
        }
        if actor.establishments:
            claims["establishments"] = sorted(map(str, actor.establishments))
            claims["establishment_id"] = claims["establishments"][0]  # all that the version before reads
        if actor.regions:
            claims["regions"] = sorted(actor.regions)
        if actor.session_id:
            claims["sid"] = str(actor.session_id)
        return jwt.encode(claims, self._key, algorithm="EdDSA")


def service_actor(name: str) -> Actor:
    return Actor(subject=f"service:{name}", roles=frozenset({Role.SERVICE}))


class Verifier:
    """`keys`: a directory of public keys, `<issuer>.pem`."""

    def __init__(self, keys: Path) -> None:
        self._keys = PublicKeys(keys, _public_key)
        self._verified: dict[str, tuple[float, Actor]] = {}
        self._verified_with = 0

    def verify(self, token: str) -> Actor:
        """Raises BadAssertion."""
        self._keys.refresh()
        if self._verified_with != self._keys.changes:
            self._verified.clear()  # a key that was taken away is trusted no more
            self._verified_with = self._keys.changes
        remembered = self._verified.get(token)
        if remembered and time.time() < remembered[0]:
            return remembered[1]
        claims = self._claims(token)
        actor = _actor(claims)
        if len(self._verified) >= _REMEMBERED:
            self._verified.clear()
        self._verified[token] = (float(claims["exp"]), actor)
        return actor

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            issuer = jwt.decode(token, options={"verify_signature": False}).get("iss")
        except jwt.InvalidTokenError as error:
            raise BadAssertion("not a token") from error
        for key in self._keys.of(str(issuer)):
            try:
                return jwt.decode(
                    token,
                    key,
                    algorithms=["EdDSA"],
                    audience=AUDIENCE,
                    leeway=CLOCKS_APART,
                    options={"require": ["iss", "sub", "exp", "iat"]},
                )
            except jwt.InvalidSignatureError:
                continue
            except jwt.InvalidTokenError as error:
                raise BadAssertion(type(error).__name__) from error
        raise BadAssertion("nobody known signed this")


def _public_key(pem: bytes) -> Ed25519PublicKey:
    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise TypeError("a trusted key is not Ed25519")
    return key


def _actor(claims: dict[str, Any]) -> Actor:
    issuer, subject = claims["iss"], claims["sub"]
    if claims["exp"] - claims["iat"] > LONGEST.total_seconds():  # the version before signs for all of it
        raise BadAssertion("lives too long")
    if issuer != "identity" and subject != f"service:{issuer}":
        raise BadAssertion("speaks for another")
    try:
        roles = frozenset(Role(role) for role in claims.get("roles", ()) if role in set(Role))
        return Actor(
            subject=subject,
            portal=claims.get("portal"),
            roles=roles if issuer == "identity" else frozenset({Role.SERVICE}),
            establishments=_establishments(claims),
            session_id=UUID(claims["sid"]) if claims.get("sid") else None,
            regions=frozenset(map(str, claims.get("regions", ()))),
        )
    except (TypeError, ValueError) as error:
        raise BadAssertion("makes no sense") from error


def _establishments(claims: dict[str, Any]) -> frozenset[UUID]:
    alone = claims.get("establishment_id")  # signed by the version before
    return frozenset(map(UUID, claims.get("establishments", [alone] if alone else [])))
