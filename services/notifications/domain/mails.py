"""A mail leaves at least once, always as the same message; what became of it is known."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from services.contracts.base import Event
from services.contracts.notifications import EmailAcceptedAgain, EmailBounced
from services.notifications.domain.notices import Notice, Params

State = Literal["queued", "sending", "sent", "bounced", "abandoned"]

DID_NOT_LEAVE: tuple[State, ...] = ("bounced", "abandoned")
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, *[5] * 12, *[30] * 10, 60, 300))
"""After the first, second, ... failed try; the last for all that follow. A short outage delays a mail by seconds."""
GIVEN_UP_AFTER = timedelta(days=2)


@dataclass
class Mail:
    """Where it goes and what it says are asked for when it leaves: here are ids only."""

    id: UUID
    event_id: str
    type: str
    account_id: UUID
    params: Params
    created_at: datetime
    due_at: datetime
    state: State = "queued"
    attempts: int = 0
    ended_at: datetime | None = None
    reason: str | None = None
    """Why it did not leave: a status code or a refusal's code, never an address."""
    requeued_at: datetime | None = None
    events: list[Event] = field(default_factory=list)

    @classmethod
    def about(cls, notice: Notice) -> "Mail":
        return cls(
            id=notice.id_for("email"),
            event_id=notice.event_id,
            type=notice.type,
            account_id=notice.account_id,
            params=notice.params,
            created_at=notice.at,
            due_at=notice.at,
        )

    def take(self, *, at: datetime, lease: timedelta) -> None:
        """Nobody else sends it for the length of the lease. Past it, whoever took it died, and it is due again."""
        self.state = "sending"
        self.attempts += 1
        self.due_at = at + lease

    def sent(self, *, at: datetime, address_had_bounced: bool = False) -> None:
        self._end("sent", at)
        if address_had_bounced:
            self.events.append(EmailAcceptedAgain(email_id=self.id, account_id=self.account_id))

    def bounce(self, reason: str, *, at: datetime) -> None:
        self._end("bounced", at, reason)
        request_id = UUID(str(self.params["request_id"])) if "request_id" in self.params else None
        self.events.append(
            EmailBounced(email_id=self.id, account_id=self.account_id, about=self.type, request_id=request_id)
        )

    def abandon(self, reason: str, *, at: datetime) -> None:
        self._end("abandoned", at, reason)

    def defer(self, reason: str, *, at: datetime) -> None:
        if at - (self.requeued_at or self.created_at) >= GIVEN_UP_AFTER:
            self.abandon(reason, at=at)
            return
        self.state = "queued"
        self.reason = reason
        self.due_at = at + PAUSES[min(self.attempts, len(PAUSES)) - 1]

    @property
    def did_not_leave(self) -> bool:
        return self.state in DID_NOT_LEAVE

    def send_again(self, *, at: datetime) -> None:
        """The same message, with two days anew. It leaves by the next look at what is due."""
        self.state, self.due_at, self.requeued_at = "queued", at, at
        self.ended_at = self.reason = None

    def _end(self, state: State, at: datetime, reason: str | None = None) -> None:
        self.state, self.ended_at, self.reason = state, at, reason
