"""The signed, short-lived word of one process to another about who acts: a JWT signed with Ed25519.

`identity` may speak for anyone; any other issuer speaks only for itself, as `service:<issuer>`.
"""

import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from services.contracts.actor import Actor, Role
from services.kit.skew import FURTHEST

AUDIENCE = "agentspace"
LONGEST = timedelta(minutes=5)
"""From the signature until nobody takes it any more, by clocks that agree."""
CLOCKS_APART = timedelta(seconds=2 * FURTHEST)
"""An assertion from the future, or one that ended, is still taken by a clock that is off by so much."""
LIFETIME = LONGEST - CLOCKS_APART
_REMEMBERED = 2000
_PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)


class BadAssertion(Exception):
    """Not signed by whom it says, too old, or says more than its issuer may."""


class Signer:
    """Signs as `issuer`; the key is an Ed25519 private key in PEM."""

    def __init__(self, issuer: str, key_file: Path) -> None:
        key = load_pem_private_key(key_file.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError(f"{key_file} holds no Ed25519 key")
        self._issuer = issuer
        self._key = key
        self._own = ("", 0.0)

    def sign(self, actor: Actor, *, now: datetime | None = None, lifetime: timedelta = LIFETIME) -> str:
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
        if actor.establishment_id:
            claims["establishment_id"] = str(actor.establishment_id)
        if actor.session_id:
            claims["sid"] = str(actor.session_id)
        return jwt.encode(claims, self._key, algorithm="EdDSA")

    def sign_as_service(self) -> str:
        """This service's own word; the same one again until a minute before it ends."""
        token, ends = self._own
        if time.time() > ends - 60:
            token = self.sign(service_actor(self._issuer))
            self._own = (token, time.time() + LIFETIME.total_seconds())
        return token


def service_actor(name: str) -> Actor:
    return Actor(subject=f"service:{name}", roles=frozenset({Role.SERVICE}))


class Verifier:
    """Keys are `<issuer>.pem` in a directory, one or more each, read anew when the directory's files change."""

    def __init__(self, keys: Path) -> None:
        self._directory = keys
        self._keys: dict[str, list[Ed25519PublicKey]] = {}
        self._seen: object = None
        self._looked = 0.0
        self._verified: dict[str, tuple[float, Actor]] = {}

    def verify(self, token: str) -> Actor:
        """Raises BadAssertion."""
        self._read_keys()
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
        for key in self._keys.get(str(issuer), ()):
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

    def _read_keys(self) -> None:
        if time.monotonic() - self._looked < 5 and self._keys:
            return
        self._looked = time.monotonic()
        files = sorted(self._directory.glob("*.pem"))
        state = [(file.name, file.stat().st_mtime_ns) for file in files]
        if state == self._seen:
            return
        self._keys = {file.stem: [_public_key(pem) for pem in _PEM.findall(file.read_bytes())] for file in files}
        self._seen = state
        self._verified.clear()  # a key that was taken away is trusted no more


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
            establishment_id=UUID(claims["establishment_id"]) if claims.get("establishment_id") else None,
            session_id=UUID(claims["sid"]) if claims.get("sid") else None,
        )
    except (TypeError, ValueError) as error:
        raise BadAssertion("makes no sense") from error
