"""What the member is waited for, and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.applications.domain.pointers import covers

Asked = dict[str, UUID | None]
"""Items asked for by the officer; for a slot, the document to replace."""


@dataclass(frozen=True, slots=True)
class Waiting:
    since: datetime | None = None
    total: timedelta = timedelta()
    """Once submitted, of the waits that are over."""
    asked: Asked = field(default_factory=dict)
    reopened: frozenset[str] = frozenset()
    """Slots and pointers that the member may change while it is incomplete."""

    def allows(self, item: str) -> bool:
        return any(covers(one, item) for one in self.reopened)

    def begun(self, items: Iterable[str], at: datetime) -> "Waiting":
        return replace(self, since=at, reopened=frozenset(items))

    def asking(self, items: Asked) -> "Waiting":
        return replace(self, asked={**self.asked, **items})

    def reopening(self, items: Iterable[str]) -> "Waiting":
        return replace(self, reopened=self.reopened.union(items))

    def still(self, items: Iterable[str]) -> "Waiting":
        """Nothing else stays open to be changed."""
        return replace(self, reopened=frozenset(items))

    def given(self, items: set[str]) -> "Waiting":
        return replace(self, asked={item: replaced for item, replaced in self.asked.items() if item not in items})

    def stopped(self, at: datetime) -> "Waiting":
        return replace(self, since=None, total=self.total + (at - self.since)) if self.since else self

    def fulfilled(self, at: datetime) -> "Waiting":
        return replace(self.stopped(at), asked={}, reopened=frozenset())
