"""What a call carries beside its message, and what the rest of the gateway knows of the bus."""

from dataclasses import dataclass, replace
from typing import Protocol, Self
from uuid import UUID

from services.contracts.base import Command, Language, Query, ReplyT_co
from services.contracts.language import FALLBACK

PATIENCE = 4.5
"""Seconds. A service that does not answer is a 503 within five, the gateway's own work included."""


@dataclass(frozen=True, slots=True)
class CallContext:
    assertion: str | None = None
    """The signed statement of who acts; None for a visitor."""
    language: Language = FALLBACK
    idempotency_key: str | None = None
    traceparent: str | None = None
    timeout: float = PATIENCE
    """Seconds until the answer is of no use to anybody."""

    def within(self, seconds: float) -> Self:
        return replace(self, timeout=seconds)


class Listener(Protocol):
    """What the gateway does when something happens that concerns its own memory."""

    def on_session_revoked(self, session_id: UUID, account_id: UUID) -> None: ...

    def on_banners_changed(self, account_id: UUID) -> None: ...

    def on_notification_created(self, account_id: UUID) -> None: ...

    def on_events_missed(self) -> None:
        """Events may have passed unseen: the broker was out of reach."""


class Bus(Protocol):
    async def ask(self, request: Command[ReplyT_co] | Query[ReplyT_co], call: CallContext) -> ReplyT_co:
        """The view that the owning service answers; raises the Refusal that it answers instead.

        Unavailable where no answer comes within the context's timeout.
        """

    @property
    def connected(self) -> bool: ...

    @property
    def clock_fits(self) -> bool:
        """Whether our clock is close enough to the services' for assertions to be taken."""
        ...
