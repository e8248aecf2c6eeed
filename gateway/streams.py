"""Who is listening for notifications in this worker."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from gateway.metrics import STREAMS
from services.contracts.refusals import Unavailable


class StreamsFull(Unavailable):
    """As many streams as a worker bears."""

    title = "Too many streams are open"


@dataclass(slots=True, eq=False)
class Stream:
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever something may be new."""
    displaced: bool = False
    """By a newer one of the same person: it must end."""


class Streams:
    def __init__(self, most_for_one_person: int, most: int) -> None:
        self._most_for_one_person = most_for_one_person
        self._most = most
        self._count = 0
        self._open: defaultdict[UUID, dict[Stream, None]] = defaultdict(dict)  # the oldest first
        self.closing = False

    def require_room(self, account_id: UUID) -> None:
        """Who has a stream here may always open another: it takes the place of the first. Raises StreamsFull."""
        if self._count >= self._most and account_id not in self._open:
            raise StreamsFull("Too many streams are open.", retry_after=30)

    @contextmanager
    def listen(self, account_id: UUID) -> Iterator[Stream]:
        """Past the limit the newest displaces the oldest, which may well be one that lost its network unnoticed."""
        while self._is_full_for(account_id):
            oldest = next(iter(self._open[account_id]))
            oldest.displaced = True
            oldest.woken.set()
            self._remove(account_id, oldest)
        stream = Stream()
        self._open[account_id][stream] = None
        self._count += 1
        STREAMS.inc()
        try:
            yield stream
        finally:
            STREAMS.dec()
            if not stream.displaced:
                self._remove(account_id, stream)

    def _is_full_for(self, account_id: UUID) -> bool:
        mine = len(self._open.get(account_id, ()))
        return mine >= self._most_for_one_person or (mine > 0 and self._count >= self._most)

    def _remove(self, account_id: UUID, stream: Stream) -> None:
        self._count -= 1
        del self._open[account_id][stream]
        if not self._open[account_id]:
            del self._open[account_id]

    def wake(self, account_id: UUID) -> None:
        for stream in self._open.get(account_id, ()):
            stream.woken.set()

    def wake_all(self) -> None:
        for streams in self._open.values():
            for stream in streams:
                stream.woken.set()

    def close(self) -> None:
        self.closing = True
        self.wake_all()
