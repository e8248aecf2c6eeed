"""Time-based codes (RFC 6238): six digits, thirty seconds, one step of tolerance on either side, each step once."""

import hmac
from base64 import b32decode, b32encode
from datetime import datetime
from hashlib import sha1
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
ISSUER = "Espace C.G.O.S."


def code_at(secret: str, step: int) -> str:
    """SHA-1 because every authenticator application knows it; HMAC does not need collision resistance."""
    digest = hmac.new(b32decode(secret), step.to_bytes(8, "big"), sha1).digest()
    start = digest[-1] & 0x0F
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // STEP_SECONDS


def matching_step(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """The step whose code this is, if it is later than the last one that was used."""
    typed = "".join(code.split())
    found = None
    for step in range(step_at(now) - 1, step_at(now) + 2):
        if hmac.compare_digest(code_at(secret, step).encode(), typed.encode()) and step > after:
            found = step
    return found


def secret_from(random_bytes: bytes) -> str:
    return b32encode(random_bytes).decode()


def otpauth_url(secret: str, account_name: str) -> str:
    label = f"{quote(ISSUER)}:{quote(account_name)}"
    parameters = urlencode({"secret": secret, "issuer": ISSUER, "digits": 6, "period": STEP_SECONDS})
    return f"otpauth://totp/{label}?{parameters}"
