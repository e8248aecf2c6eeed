"""That a call comes from whom it says and is for whoever reads it: a MAC under a key that only these two can work out.

Each process has an X25519 key; two of them agree on a secret of their own without ever sending it. A signature would
prove the same to everybody, at thirty times the cost for each call.
"""

import hashlib
import hmac
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.kit.keys import PublicKeys, private_call_key, public_call_key
from services.kit.skew import FURTHEST

PROOF = "nameko.proof"
LIFETIME = 60.0
"""Seconds from the signature until nobody takes it any more, by clocks that agree."""
CLOCKS_APART = 2 * FURTHEST
"""One from the future is taken by a clock that is off by so much."""
VERSION = "1"


class BadProof(Exception):
    """None, of nobody known, for somebody else, of something else, or too old."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a proof is of: all that decides what a call does, and where its answer goes."""

    service: str
    method: str
    body: bytes
    assertion: str | None
    """Who acts, as identity signed it; None for a visitor, and for a service that acts for itself."""
    idempotency_key: str | None
    reply_to: str | None


@dataclass(frozen=True, slots=True)
class Proven:
    sender: str
    id: str
    """Of this one sending of the call: another try has another."""


class Prover:
    """`name` proves what it sends, and checks what it is sent. `trusted` holds `calls/<name>.pem` of everybody."""

    def __init__(self, name: str, key_file: Path, trusted: Path) -> None:
        self._name = name
        self._own = private_call_key(key_file)
        self._others = PublicKeys(trusted / "calls", public_call_key)
        self._shared: dict[tuple[str, str], list[bytes]] = {}
        self._shared_with = 0

    def prove(self, call: Call) -> str:
        """Raises BadProof where nobody knows a key of that service."""
        sent, call_id = str(int(time.time() * 1000)), uuid4().hex
        for key in self._keys(call.service, self._name, call.service):
            return f"{VERSION}.{self._name}.{sent}.{call_id}.{_mac(key, call, self._name, sent, call_id)}"
        raise BadProof(f"no key of {call.service} is trusted here")

    def check(self, proof: str | None, call: Call) -> Proven:
        """Raises BadProof."""
        version, sender, sent, call_id, mac = _parts(proof)
        if version != VERSION:
            raise BadProof("of a version that is not known here")
        if not -CLOCKS_APART <= time.time() - int(sent) / 1000 <= LIFETIME:
            raise BadProof("too old")
        for key in self._keys(sender, sender, call.service):
            if hmac.compare_digest(mac, _mac(key, call, sender, sent, call_id)):
                return Proven(sender, call_id)
        raise BadProof(f"not what {sender} proved" if sender.isidentifier() else "of nobody")

    def _keys(self, other: str, sender: str, receiver: str) -> list[bytes]:
        """One for each key of the other's, which may be changing; of one direction only."""
        publics = self._others.of(other)
        if self._shared_with != self._others.changes:
            self._shared.clear()  # a key that was taken away proves nothing any more
            self._shared_with = self._others.changes
        known = self._shared.get((sender, receiver))
        if known is None:
            label = f"agentspace call {VERSION} from {sender} to {receiver}".encode()
            known = [HKDF(SHA256(), 32, salt=None, info=label).derive(self._own.exchange(public)) for public in publics]
            if publics:
                self._shared[(sender, receiver)] = known
        return known


def _mac(key: bytes, call: Call, sender: str, sent: str, call_id: str) -> str:
    proven = (
        *(VERSION, sender, call.service, call.method, sent, call_id),
        *(call.assertion, call.idempotency_key, call.reply_to),
        hashlib.sha256(call.body).hexdigest(),
    )
    # Each with its length, so that no two calls read alike; None and the empty text are not the same.
    text = "".join("-;" if each is None else f"{len(each)}:{each};" for each in proven)
    return hmac.digest(key, text.encode(), "sha256").hex()


def _parts(proof: str | None) -> tuple[str, str, str, str, str]:
    parts = proof.split(".") if isinstance(proof, str) else []
    if len(parts) != 5 or not parts[2].isdecimal() or len(parts[2]) > 15 or not parts[4].isascii():
        raise BadProof("none" if proof is None else "makes no sense")
    version, sender, sent, call_id, mac = parts
    return version, sender, sent, call_id, mac
