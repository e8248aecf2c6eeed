"""Secrets that travel by e-mail, a temporary password, the token of a link or a forgotten number: all about one but the
secret itself."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from services.contracts.base import Event
from services.contracts.identity import (
    EmailConfirmationRequested,
    NumberReminderRequested,
    PasswordResetRequested,
    SecondFactorResetAsked,
    TemporaryPasswordIssued,
)
from services.contracts.identity.refusals import LinkExpired, SecretAlreadyCollected

Purpose = Literal[
    "temporary_password",
    "password_reset",
    "email_confirmation",
    "second_email_confirmation",
    "number_reminder",
    "second_factor_reset",
]

LIFETIMES: dict[Purpose, timedelta] = {
    "temporary_password": timedelta(minutes=60),
    "password_reset": timedelta(minutes=60),
    "email_confirmation": timedelta(hours=24),
    "second_email_confirmation": timedelta(hours=24),
    "number_reminder": timedelta(hours=24),
    "second_factor_reset": timedelta(hours=72),
}
SAME_CALL_TWICE = timedelta(minutes=1)
"""How long the bus may take to deliver a call again after a crash."""
AT_MOST_AN_HOUR = 5
RECENT = timedelta(hours=24)
"""How far back anybody looks for one: as long as the longest lives of those that one asks for oneself."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A secret that may be issued: its id, and the hash of what is derived from it."""

    delivery_id: UUID
    secret_hash: str
    key_id: str | None = None
    """Of the server's key that it is derived with; None: by a version without ids."""


@dataclass(slots=True)
class IssuedSecret:
    id: UUID
    """The delivery id: the secret is derived from it and a key of the server, and opens nothing by itself."""
    account_id: UUID
    purpose: Purpose
    secret_hash: str
    """Argon2id for a temporary password, SHA-256 for a token of 256 bits."""
    email: str
    issued_at: datetime
    expires_at: datetime
    collected_by: str | None = None
    """The idempotency key of the one collection."""
    used_at: datetime | None = None
    used_by: str | None = None
    revoked_at: datetime | None = None
    key_id: str | None = None
    events: list[Event] = field(default_factory=list)

    @classmethod
    def issue(cls, draft: Draft, account_id: UUID, purpose: Purpose, email: str, now: datetime) -> "IssuedSecret":
        ends = now + LIFETIMES[purpose]
        issued = cls(draft.delivery_id, account_id, purpose, draft.secret_hash, email, now, ends, key_id=draft.key_id)
        issued.events.append(_told(purpose, draft.delivery_id, account_id))
        return issued

    def is_live(self, now: datetime) -> bool:
        return self.used_at is None and self.revoked_at is None and now < self.expires_at

    def opens_for(self, idempotency_key: str | None, now: datetime) -> bool:
        """One login may use it; the same call delivered again, because its answer was lost, counts as that login."""
        if self.is_live(now):
            return True
        again = idempotency_key is not None and self.used_by == idempotency_key and self.revoked_at is None
        return again and self.used_at is not None and now - self.used_at < SAME_CALL_TWICE

    def use(self, idempotency_key: str | None, now: datetime) -> None:
        self.used_at, self.used_by = now, idempotency_key

    def revoke(self, now: datetime) -> None:
        self.revoked_at = self.revoked_at or now

    def collect(self, idempotency_key: str, now: datetime) -> None:
        if self.collected_by not in {None, idempotency_key}:
            raise SecretAlreadyCollected("This secret was already collected.")
        if not self.is_live(now):
            raise LinkExpired("This secret has been used, replaced, or is too old.")
        self.collected_by = idempotency_key


def another_is_due(recent: list[IssuedSecret], now: datetime) -> bool:
    """A stranger who asks and asks neither floods a mailbox nor takes away the last secret that is in it."""
    if not any(secret.is_live(now) for secret in recent):
        return True
    return sum(now - secret.issued_at < timedelta(hours=1) for secret in recent) < AT_MOST_AN_HOUR


def issue_secret(
    draft: Draft, account_id: UUID, purpose: Purpose, email: str, recent: list[IssuedSecret], now: datetime
) -> IssuedSecret | None:
    """The newest one alone opens anything. None where too many were asked for in the hour: the last one stands."""
    if not another_is_due(recent, now):
        return None
    for previous in recent:
        if previous.is_live(now):
            previous.revoke(now)
    return IssuedSecret.issue(draft, account_id, purpose, email, now)


def require_link(secret: IssuedSecret | None, purpose: Purpose, now: datetime) -> IssuedSecret:
    """Asked twice by whoever uses a link: only once its account is held does nobody else use or replace it."""
    if secret is None or secret.purpose != purpose or not secret.is_live(now):
        raise LinkExpired("This link has been used, replaced, or is too old: ask for another one.")
    return secret


def _told(purpose: Purpose, delivery_id: UUID, account_id: UUID) -> Event:
    match purpose:
        case "temporary_password":
            return TemporaryPasswordIssued(delivery_id=delivery_id, account_id=account_id)
        case "password_reset":
            return PasswordResetRequested(delivery_id=delivery_id, account_id=account_id)
        case "email_confirmation" | "second_email_confirmation":
            return EmailConfirmationRequested(delivery_id=delivery_id, account_id=account_id)
        case "number_reminder":
            return NumberReminderRequested(delivery_id=delivery_id, account_id=account_id)
        case "second_factor_reset":
            return SecondFactorResetAsked(delivery_id=delivery_id, account_id=account_id)
