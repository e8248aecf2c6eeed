"""Who is listening for notifications in this worker."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from gateway.metrics import STREAMS
from services.contracts.refusals import Throttled


class TooManyStreams(Throttled):
    """One person, too many open windows."""


class Streams:
    def __init__(self, most_for_one_person: int) -> None:
        self._most = most_for_one_person
        self._open: defaultdict[UUID, set[asyncio.Event]] = defaultdict(set)
        self.closing = False

    def require_room(self, account_id: UUID) -> None:
        """Raises TooManyStreams."""
        if len(self._open.get(account_id, ())) >= self._most:
            raise TooManyStreams("Too many streams are open.", retry_after=30)

    @contextmanager
    def listen(self, account_id: UUID) -> Iterator[asyncio.Event]:
        """An event that is set whenever something may be new."""
        woken = asyncio.Event()
        self._open[account_id].add(woken)
        STREAMS.inc()
        try:
            yield woken
        finally:
            STREAMS.dec()
            self._open[account_id].discard(woken)
            if not self._open[account_id]:
                del self._open[account_id]

    def wake(self, account_id: UUID) -> None:
        for woken in self._open.get(account_id, ()):
            woken.set()

    def wake_all(self) -> None:
        for streams in self._open.values():
            for woken in streams:
                woken.set()

    def close(self) -> None:
        self.closing = True
        self.wake_all()
