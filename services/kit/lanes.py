"""How many of a process's workers one consumer may keep busy: fewer while its events fail, so that ten thousand of them
leave calls and other events their room."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import eventlet

Start = Callable[[], None]


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
    half of what the first may have, and where no more than one is let through at all, they take turns."""

    def __init__(self, most: int, *, aside: Callable[[Start], object] = eventlet.spawn_n) -> None:
        self.first = Lane(most, limit=most)
        self.again = Lane(max(1, most // 2), limit=1)
        self._aside = aside
        self._last = self.again

    def take(self, lane: Lane, start: Start) -> None:
        """Starts it now or later. Each start must be followed by `done`."""
        lane.waiting.append(start)
        if next_lane := self._next():
            self._begin(next_lane)()

    def done(self, lane: Lane, *, well: bool) -> None:
        lane.running -= 1
        lane.learn(well=well)
        if well and lane is self.again:
            self.first.learn(well=True)  # what failed before works now
        while next_lane := self._next():
            self._aside(self._begin(next_lane))  # the worker that calls this holds a place, and shall not wait for one

    def clear(self) -> None:
        """What waits here is the broker's again: its connection is lost, or its consumer stops."""
        for lane in (self.first, self.again):
            lane.waiting.clear()

    def _next(self) -> Lane | None:
        if self.first.running + self.again.running >= self.first.limit:
            return None
        in_turn = (self.again, self.first) if self._last is self.first else (self.first, self.again)
        return next((lane for lane in in_turn if lane.waiting and lane.running < lane.limit), None)

    def _begin(self, lane: Lane) -> Start:
        lane.running += 1
        self._last = lane
        return lane.waiting.popleft()
