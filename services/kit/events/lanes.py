"""How many of a process's workers one consumer may keep busy: fewer while its events fail, so that ten thousand of them
leave calls and other events their room."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import eventlet

Start = Callable[[], None]
LONGEST_REST = 1.0
"""Seconds."""
TURNS = 5


@dataclass(eq=False)
class Lane:
    """`limit` is one more after each success and half after each failure, from one to `most`."""

    most: int
    limit: int
    running: int = 0
    waiting: deque[Start] = field(default_factory=deque)

    def learn(self, *, well: bool) -> None:
        self.limit = min(self.most, self.limit + 1) if well else max(1, self.limit // 2)


class Lanes:
    """Of one consumer: events that come for the first time, and those that come again. What comes again gets at most
    half of what the first may have, and where both wait for a place, one in TURNS."""

    def __init__(self, most: int, *, later: Callable[[float, Start], object] = eventlet.spawn_after) -> None:
        self.first = Lane(most, limit=most)
        self.again = Lane(max(1, most // 2), limit=1)
        self._later = later
        self._turn = 0

    def take(self, lane: Lane, start: Start) -> None:
        """Starts it now or later. Each start must be followed by `done`."""
        lane.waiting.append(start)
        if next_lane := self._next():
            self._begin(next_lane)()

    def done(self, lane: Lane, *, well: bool, seconds: float) -> None:
        """`seconds`: how long it took. One that failed keeps its place for as long again, so that of the time of a
        consumer whose events all fail at least half is for others, however slow the machine."""
        lane.learn(well=well)
        if well and lane is self.again:
            self.first.learn(well=True)  # what failed before works now
        self._later(0 if well else min(seconds, LONGEST_REST), partial(self._leave, lane))

    def clear(self) -> None:
        """What waits here is the broker's again: its connection is lost, or its consumer stops."""
        for lane in (self.first, self.again):
            lane.waiting.clear()

    def _leave(self, lane: Lane) -> None:
        lane.running -= 1
        while next_lane := self._next():
            self._later(0, self._begin(next_lane))  # which may wait for a worker: the others shall not wait with it

    def _next(self) -> Lane | None:
        if self.first.running + self.again.running >= self.first.limit:
            return None
        in_turn = (self.again, self.first) if self._turn % TURNS == 0 else (self.first, self.again)
        return next((lane for lane in in_turn if lane.waiting and lane.running < lane.limit), None)

    def _begin(self, lane: Lane) -> Start:
        lane.running += 1
        self._turn += 1
        return lane.waiting.popleft()
