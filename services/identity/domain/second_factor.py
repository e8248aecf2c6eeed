"""The second factor of an account, what stands in for it, and whether somebody asked for it to be taken away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.identity.domain import recovery_codes, totp

OFFERED_FOR = timedelta(hours=24)
"""How long a second factor that is not confirmed is shown again."""


@dataclass(slots=True)
class SecondFactor:
    """Secrets are sealed: only the server's key opens them."""

    sealed: str | None = None
    pending: str | None = None
    """Shown, not yet confirmed by a code."""
    last_step: int = 0
    pending_at: datetime | None = None
    recovery: list[str] = field(default_factory=list)
    """Hashes of the recovery codes that were not used yet."""
    reset_due_at: datetime | None = None
    """Somebody asked for it to be taken away."""

    @property
    def enrolled(self) -> bool:
        return self.sealed is not None

    def offer(self, sealed: str, now: datetime) -> None:
        """One that is enrolled stays in force until this one is confirmed."""
        self.pending, self.pending_at = sealed, now

    def offered(self, now: datetime) -> str | None:
        """The one that was shown and not confirmed: whoever opens the page again finds what their phone has read."""
        lately = self.pending_at is not None and now - self.pending_at < OFFERED_FOR
        return self.pending if lately else None

    def confirm(self, step: int) -> None:
        """Codes of the one before go with it."""
        self.sealed, self.pending, self.last_step = self.pending, None, step
        self.pending_at = self.reset_due_at = None
        self.recovery = []

    def spends(self, code: str, opened: Callable[[str], str], now: datetime) -> bool:
        """Whether this is a code of it that was not used before; it is used now."""
        step = totp.matching_step(opened(self.sealed), code, now, after=self.last_step) if self.sealed else None
        if step is not None:
            self.last_step = step
        return step is not None

    def spends_recovery(self, code: str) -> bool:
        """The same, of the codes that stand in for it."""
        hashed = recovery_codes.hash_of(code)
        if not self.enrolled or hashed not in self.recovery:
            return False
        self.recovery = [each for each in self.recovery if each != hashed]
        return True
