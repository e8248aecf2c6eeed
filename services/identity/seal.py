"""What the server's own key does: derive secrets instead of storing them, and encrypt those that must be stored."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from os import urandom
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
"""Without what looks alike on paper: 57 signs, so that 20 of them hold 116 bits."""
_TEMPORARY_LENGTH = 20
_EVEN = 256 - 256 % len(_ALPHABET)
_NONCE = 12


class KeyedSeal:
    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self._closing = AESGCM(self._derive("close", b""))

    def temporary_password(self, delivery_id: UUID) -> str:
        signs: list[str] = []
        block = 0
        while len(signs) < _TEMPORARY_LENGTH:
            drawn = self._derive("temporary password", delivery_id.bytes + block.to_bytes(2, "big"))
            signs += [_ALPHABET[value % len(_ALPHABET)] for value in drawn if value < _EVEN]
            block += 1
        return "".join(signs[:_TEMPORARY_LENGTH])

    def link_token(self, delivery_id: UUID) -> str:
        return _text(self._derive("link", delivery_id.bytes))

    def successors(self, refresh_token: str) -> tuple[str, str]:
        token = refresh_token.encode()
        return _text(self._derive("access", token)), _text(self._derive("refresh", token))

    def close(self, secret: str) -> str:
        nonce = urandom(_NONCE)
        return urlsafe_b64encode(nonce + self._closing.encrypt(nonce, secret.encode(), None)).decode()

    def open(self, sealed: str) -> str:
        raw = urlsafe_b64decode(sealed)
        return self._closing.decrypt(raw[:_NONCE], raw[_NONCE:], None).decode()

    def fingerprint(self, text: str) -> str:
        return self._derive("fingerprint", text.encode()).hex()[:32]

    def _derive(self, purpose: str, what: bytes) -> bytes:
        own_key = hmac.new(self._key, purpose.encode(), sha256).digest()
        return hmac.new(own_key, what, sha256).digest()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
