"""A copy of all that is held of a member: asked for, made in the background, there for a week."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID, uuid4

from services.contracts.actor import Actor
from services.contracts.base import Event
from services.contracts.calendar import day_in_paris
from services.contracts.documents.exports import (
    ExportNotReady,
    ExportReady,
    ExportState,
    TooManyExports,
    UnknownExport,
)
from services.documents.domain.document import A_CHECK_LASTS_AT_MOST, Leftover

EXPORTS: Final = "exports/"
THERE_FOR: Final = timedelta(days=7)
ROW_KEPT_FOR: Final = timedelta(days=30)
"""After the file is gone; its owner then still sees that there was one."""
MOST_IN_A_DAY: Final = 3
COUNTED_FOR: Final = timedelta(days=1)
LEASE: Final = timedelta(seconds=60)
"""Whoever makes it says so at each step; where nothing was heard for so long another process begins anew."""
AGAIN_SOON: Final = timedelta(seconds=15)
AGAIN_LATER: Final = timedelta(minutes=10)
MOST_BYTES: Final = 600 * 1024 * 1024
"""Of files in one copy: more than a member may keep."""


def require_room(seconds_until_next: int) -> None:
    if seconds_until_next:
        raise TooManyExports(
            f"At most {MOST_IN_A_DAY} copies a day.", retry_after=seconds_until_next, most=MOST_IN_A_DAY
        )


@dataclass(slots=True)
class Export:
    id: UUID
    member_id: UUID
    asked_at: datetime
    key: str
    due_at: datetime | None
    """While it is being made: when somebody begins, or begins anew."""
    progress: int = 0
    size: int | None = None
    ready_at: datetime | None = None
    expires_at: datetime | None = None
    events: list[Event] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)

    @classmethod
    def ask(cls, member_id: UUID, at: datetime) -> Self:
        return cls(uuid4(), member_id, at, f"{EXPORTS}{secrets.token_hex(20)}", at)

    def require_owner(self, actor: Actor) -> None:
        if actor.subject != str(self.member_id):
            raise UnknownExport

    def state(self, at: datetime) -> ExportState:
        if self.expires_at is None:
            return "preparing"
        return "ready" if at < self.expires_at else "expired"

    def require_ready(self, at: datetime) -> None:
        if (state := self.state(at)) != "ready":
            raise ExportNotReady("It is being made." if state == "preparing" else "Its days are over.", state=state)

    @property
    def filename(self) -> str:
        return f"mes-donnees-{day_in_paris(self.asked_at)}.zip"

    def advance(self, progress: int, at: datetime) -> None:
        if self.ready_at is None:
            self.progress, self.due_at = max(self.progress, progress), at + LEASE

    def put_off(self, until: datetime) -> None:
        if self.ready_at is None:
            self.due_at = until

    def finish(self, size: int, at: datetime) -> None:
        """Made twice, where a lease ran out, it is the same file in the same place."""
        if self.ready_at is not None:
            return
        self.progress, self.size, self.due_at = 100, size, None
        self.ready_at, self.expires_at = at, at + THERE_FOR
        self.leftovers.append(Leftover(self.key, self.expires_at))
        self.events.append(ExportReady(export_id=self.id, member_id=self.member_id))

    def discard(self, at: datetime) -> list[Leftover]:
        """Twice: it may be under way."""
        return [Leftover(self.key, at), Leftover(self.key, at + A_CHECK_LASTS_AT_MOST)]
