"""Time-based codes (RFC 6238, by pyotp): six digits, thirty seconds, one step of tolerance on either side. That a step
is good only once is ours."""

import hmac
from base64 import b32encode
from datetime import datetime

import pyotp

STEP_SECONDS = 30
ISSUER = "Espace C.G.O.S."


def code_at(secret: str, step: int) -> str:
    """Raises binascii.Error where the secret is not base32."""
    return pyotp.TOTP(secret).generate_otp(step)


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
    return pyotp.TOTP(secret).provisioning_uri(name=account_name, issuer_name=ISSUER)
