"""What the server's own key does: derive secrets instead of storing them, and encrypt those that must be stored.

A key is replaced while what it made is in use: what was derived or closed says by which key (`key_id`), and the keys
from before are still known, for as long as they are given.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from os import urandom
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.contracts.identity.refusals import LinkExpired

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
"""Without what looks alike on paper: 57 signs, so that 20 of them hold 116 bits."""
_TEMPORARY_LENGTH = 20
_EVEN = 256 - 256 % len(_ALPHABET)
_NONCE = 12


class KeyedSeal:
    """`before`: keys that nothing is sealed with any more, the last one in use first."""

    def __init__(self, key: str, before: Sequence[str] = ()) -> None:
        keys = [_Key(each) for each in (key, *before)]
        self._present = keys[0]
        self._oldest = keys[-1]
        self._keys = {each.id: each for each in keys}

    @property
    def key_id(self) -> str:
        return self._present.id

    @property
    def is_replacing(self) -> bool:
        return len(self._keys) > 1

    def temporary_password(self, delivery_id: UUID, key_id: str | None = None) -> str:
        key = self._made_with(key_id)
        signs: list[str] = []
        block = 0
        while len(signs) < _TEMPORARY_LENGTH:
            drawn = key.derive("temporary password", delivery_id.bytes + block.to_bytes(2, "big"))
            signs += [_ALPHABET[value % len(_ALPHABET)] for value in drawn if value < _EVEN]
            block += 1
        return "".join(signs[:_TEMPORARY_LENGTH])

    def link_token(self, delivery_id: UUID, key_id: str | None = None) -> str:
        return _text(self._made_with(key_id).derive("link", delivery_id.bytes))

    def successors(self, refresh_token: str) -> list[tuple[str, str]]:
        token = refresh_token.encode()
        return [
            (_text(key.derive("access", token)), _text(key.derive("refresh", token))) for key in self._keys.values()
        ]

    def close(self, secret: str) -> str:
        return f"{self._present.id}.{self._present.close(secret)}"

    def open(self, sealed: str) -> str:
        key_id, _, text = sealed.rpartition(".")
        if key_id:
            if key_id not in self._keys:
                raise InvalidTag
            return self._keys[key_id].open(text)
        return self._open_with_any(text)

    def _open_with_any(self, text: str) -> str:
        """It is from before ids."""
        for key in self._keys.values():
            try:
                return key.open(text)
            except InvalidTag:
                continue
        raise InvalidTag

    def closed_anew(self, sealed: str) -> str | None:
        try:
            return self.close(self.open(sealed))
        except InvalidTag:
            return None

    def fingerprint(self, text: str) -> str:
        return self._present.derive("fingerprint", text.encode()).hex()[:32]

    def _made_with(self, key_id: str | None) -> "_Key":
        """None: before ids, and so with the key of then. Raises LinkExpired."""
        if key_id is None:
            return self._oldest
        if key_id not in self._keys:
            raise LinkExpired("The key that this secret was made with has been replaced: ask for another one.")
        return self._keys[key_id]


class _Key:
    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self._closing = AESGCM(self.derive("close", b""))
        self.id = self.derive("id", b"").hex()[:8]

    def derive(self, purpose: str, what: bytes) -> bytes:
        own_key = hmac.new(self._key, purpose.encode(), sha256).digest()
        return hmac.new(own_key, what, sha256).digest()

    def close(self, secret: str) -> str:
        nonce = urandom(_NONCE)
        return urlsafe_b64encode(nonce + self._closing.encrypt(nonce, secret.encode(), None)).decode()

    def open(self, text: str) -> str:
        raw = urlsafe_b64decode(text)
        return self._closing.decrypt(raw[:_NONCE], raw[_NONCE:], None).decode()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
