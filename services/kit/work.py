"""What a handler's service method is given: who, when, in which language, and (Work) the transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Event, Language
from services.contracts.language import FALLBACK
from services.kit.telemetry import Trace

_in_transaction: ContextVar[bool] = ContextVar("in_transaction", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known before the transaction; a `prepare` hook gets only this."""

    actor: Actor
    now: datetime
    language: Language = FALLBACK
    trace: Trace | None = None
    idempotency_key: str | None = None
    event_id: str | None = None
    """Only in a consumer: the same however often the event is delivered."""
    tries: int = 0
    """Only in a consumer: how often it failed before."""

    @property
    def trace_id(self) -> str | None:
        return self.trace.trace_id if self.trace else None


@dataclass(slots=True)
class Concern:
    """What the audit is told of an act beside its command."""

    member_id: UUID | None = None
    detail: str | None = None
    known: bool = False
    """Said by a store, be it that there is no member yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Context):
    session: Session
    """In a transaction that the kit opened and will commit, or roll back."""
    record: Callable[[Event], None]
    """Publishes the event if, and only if, this transaction commits."""
    concern: Concern = field(default_factory=Concern)

    def record_all(self, events: list[Any]) -> None:
        """And empties the list: whatever is saved once more does not tell them twice."""
        for event in events:
            self.record(event)
        events.clear()

    def concerns(self, member_id: UUID | None, *, detail: str | None = None) -> None:
        """Whose file it is that this transaction is about, for the audit. `detail`: of a list, or an id."""
        self.concern.member_id, self.concern.known = member_id, True
        self.concern.detail = detail or self.concern.detail


def utc_now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def transaction_is_open() -> Iterator[None]:
    token = _in_transaction.set(True)
    try:
        yield
    finally:
        _in_transaction.reset(token)


def refuse_in_transaction(what: str) -> None:
    """A call that waits for another process keeps locks and a connection for as long: raises RuntimeError."""
    if _in_transaction.get():
        raise RuntimeError(f"{what} inside a database transaction; do it in a prepare hook")
