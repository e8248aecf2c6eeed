"""Secrets of people on their way: sealed to the key of the service that owns the command (HPKE, RFC 9180), and its
answer to a key that came with them. Whatever lies between, the broker included, keeps nothing that it could read."""

import base64
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from services.kit.keys import PublicKeys, private_call_key, public_call_key

SEALED = "sealed"
"""Beside `args` and `kwargs` in a call's body; and all that a sealed result holds."""
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_NONCE_BYTES = 12


class CannotSeal(Exception):
    """Nobody knows a key of that service."""


class CannotOpen(Exception):
    """Not sealed to us, or not for this."""


class Sealer:
    """`trusted` holds `calls/<service>.pem`."""

    def __init__(self, trusted: Path) -> None:
        self._keys = PublicKeys(trusted / "calls", public_call_key)

    def seal(self, routing_key: str, secrets: Mapping[str, Any]) -> tuple[str, bytes]:
        """What to send, and the key that the answer is sealed with. Raises CannotSeal."""
        keys = self._keys.of(routing_key.partition(".")[0])
        if not keys:
            raise CannotSeal(f"no key to seal {routing_key} to is trusted here")
        reply_key = ChaCha20Poly1305.generate_key()
        told = orjson.dumps({"secrets": secrets, "reply_key": base64.b64encode(reply_key).decode()})
        return base64.b64encode(_SUITE.encrypt(told, keys[0], _label(routing_key))).decode(), reply_key


class Opener:
    def __init__(self, key_file: Path) -> None:
        self._key = private_call_key(key_file)

    def open(self, routing_key: str, sealed: object) -> tuple[dict[str, Any], bytes]:
        """The secrets, and the key to seal the answer with. Raises CannotOpen."""
        try:
            text = base64.b64decode(str(sealed), validate=True)
            told = orjson.loads(_SUITE.decrypt(text, self._key, _label(routing_key)))
            return dict(told["secrets"]), base64.b64decode(told["reply_key"])
        except (InvalidTag, ValueError, LookupError, TypeError):
            raise CannotOpen("not sealed to this service") from None


def seal_reply(key: bytes, reply: bytes) -> bytes:
    """JSON, in place of the result."""
    nonce = os.urandom(_NONCE_BYTES)
    closed = nonce + ChaCha20Poly1305(key).encrypt(nonce, reply, None)
    return orjson.dumps({SEALED: base64.b64encode(closed).decode()})


def open_reply(key: bytes, result: Any) -> Any:
    """The result. One of the version before is in clear. Raises CannotOpen."""
    if not isinstance(result, dict) or result.keys() != {SEALED}:
        return result
    try:
        closed = base64.b64decode(result[SEALED], validate=True)
        return orjson.loads(ChaCha20Poly1305(key).decrypt(closed[:_NONCE_BYTES], closed[_NONCE_BYTES:], None))
    except (InvalidTag, ValueError, TypeError):
        raise CannotOpen("the answer is not sealed to whom asked") from None


def _label(routing_key: str) -> bytes:
    return f"agentspace secrets 1 for {routing_key}".encode()
