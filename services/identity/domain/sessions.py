"""A browser's session ends after 30 idle minutes or 12 hours, and so does any of the staff; a member's API client
refreshes its own for longer (docs/security.md 6)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from services.contracts.actor import Role
from services.contracts.base import Event
from services.contracts.identity import SessionRevoked, SessionView
from services.contracts.refusals import NotPermitted
from services.identity.domain.credentials import token_hash

SHORT_IDLE = timedelta(minutes=30)
SHORT_AT_MOST = timedelta(hours=12)
ACCESS_TOKEN = timedelta(minutes=10)
REFRESH_IDLE = timedelta(hours=24)
API_AT_MOST = timedelta(days=30)
RESTRICTED_AT_MOST = timedelta(minutes=60)

SAME_REFRESH_TWICE = timedelta(seconds=10)
"""A client whose answer was lost, or a call that the bus delivered again, sends the same refresh token once more within
these seconds and gets the very same successor. Later it can only be a copy, and the whole family ends."""
TOUCHED_EVERY = timedelta(minutes=1)

ASSERTION = timedelta(minutes=4, seconds=30)
"""No longer than the kit signs for: five minutes, less what it forgives a clock that is off."""
RESTRICTED_ASSERTION = timedelta(seconds=30)
"""Short, so that a lifted restriction is soon seen by every process that keeps assertions."""

PortalOrStaff = Literal["agent", "medical", "staff"]
Channel = Literal["api", "browser"]


def _lifetime(portal: PortalOrStaff, channel: Channel) -> tuple[timedelta, timedelta]:
    """Idle, and in all."""
    return (REFRESH_IDLE, API_AT_MOST) if channel == "api" and portal != "staff" else (SHORT_IDLE, SHORT_AT_MOST)


@dataclass(slots=True)
class Session:
    id: UUID
    account_id: UUID
    portal: PortalOrStaff
    channel: Channel
    user_agent: str | None
    created_at: datetime
    last_seen_at: datetime
    ends_at: datetime
    must_change_password: bool
    must_enrol_totp: bool
    opened_with: UUID | None = None
    """The temporary password that opened it."""
    ended_at: datetime | None = None
    events: list[Event] = field(default_factory=list)

    @classmethod
    def open(
        cls,
        session_id: UUID,
        account_id: UUID,
        portal: PortalOrStaff,
        channel: Channel,
        user_agent: str | None,
        now: datetime,
        *,
        must_enrol_totp: bool,
        opened_with: UUID | None,
    ) -> "Session":
        return cls(
            session_id,
            account_id,
            portal,
            channel,
            user_agent,
            created_at=now,
            last_seen_at=now,
            ends_at=now + _lifetime(portal, channel)[1],
            must_change_password=opened_with is not None,
            must_enrol_totp=must_enrol_totp,
            opened_with=opened_with,
        )

    @property
    def restricted(self) -> bool:
        return self.must_change_password or self.must_enrol_totp

    def ends_no_later_than(self) -> datetime:
        """Its last instant if nobody uses it again."""
        idle, at_most = _lifetime(self.portal, self.channel)
        limits = [self.ends_at, self.created_at + at_most, self.last_seen_at + idle]
        if self.restricted:
            limits.append(self.created_at + RESTRICTED_AT_MOST)
        return min(limits)

    def is_open(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.ends_no_later_than()

    def is_due_for_touch(self, now: datetime) -> bool:
        return now - self.last_seen_at >= TOUCHED_EVERY

    def end(self, now: datetime) -> None:
        if self.ended_at is None:
            self.ended_at = now
            self.events.append(SessionRevoked(session_id=self.id, account_id=self.account_id))

    def roles(self, granted: list[Role]) -> list[Role]:
        return [Role.RESTRICTED] if self.restricted else granted

    def require_own_password(self) -> None:
        """What a temporary password opened does nothing but set a password: it came by e-mail."""
        if self.must_change_password:
            raise NotPermitted("Set a password of your own first.")

    def tokens(self, access: str, refresh: str, now: datetime) -> "list[Token]":
        """What is kept of fresh ones; a browser takes only the first, as its cookie."""
        if self.channel == "browser":
            return [Token(token_hash(access), self.id, "cookie", now, self.ends_at)]
        ends = self.ends_no_later_than()
        return [
            Token(token_hash(access), self.id, "access", now, min(now + ACCESS_TOKEN, ends)),
            Token(token_hash(refresh), self.id, "refresh", now, ends),
        ]

    def view_with(self, access: str, refresh: str, now: datetime) -> SessionView:
        by_api = self.channel == "api"
        ends = self.ends_no_later_than()
        if by_api:
            ends = min(ends, now + ACCESS_TOKEN)
        return SessionView(
            access_token=access,
            expires_in=int((ends - now).total_seconds()),
            refresh_token=refresh if by_api else None,
            must_change_password=self.must_change_password,
            must_enrol_totp=self.must_enrol_totp,
            portal=self.portal,
        )

    def assertion_expires_at(self, now: datetime) -> datetime:
        lifetime = RESTRICTED_ASSERTION if self.restricted else ASSERTION
        return min(now + lifetime, self.ends_no_later_than())


def end_others(open_ones: list[Session], kept: UUID | None, now: datetime) -> list[Session]:
    """Those that were ended."""
    others = [session for session in open_ones if session.id != kept]
    for session in others:
        session.end(now)
    return others


@dataclass(slots=True)
class Token:
    """One token of a session, known by its SHA-256 only."""

    token_hash: str
    session_id: UUID
    kind: Literal["cookie", "access", "refresh"]
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None = None

    def is_live(self, now: datetime) -> bool:
        return now < self.expires_at

    def was_stolen(self, now: datetime) -> bool:
        """A refresh token that comes back after its successor was given out."""
        return self.used_at is not None and now - self.used_at > SAME_REFRESH_TWICE
