"""A limit of its own for calls that cost far more than others. Only so many run at once, so a rush of them never holds
every worker; the rest stand in line, taken off the queue so that nobody else waits behind them."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from services.contracts.refusals import Unavailable
from services.kit.telemetry import CALLS_IN_LINE

FIRST_GUESS = 0.05
"""Seconds that a call takes, before any was timed."""
WEIGHT = 0.1
"""Of the newest call in the moving average."""
LONGEST_ABSENCE = 60
"""Seconds; nobody is sent away for longer."""


@dataclass(frozen=True, slots=True)
class Limits:
    at_once: int
    """Workers that they may hold; never more than half of them all."""
    in_line: int


@dataclass(frozen=True, slots=True)
class Bulkhead:
    """`@handles(LogIn, bulkhead=PASSWORDS)`. All methods of one bulkhead share its limits."""

    name: str
    refusal: type[Unavailable]
    """For whom the line is too long; it says in `retry_after` when there will be room."""
    limits: Callable[[Any], Limits]
    """From the service's settings."""


class Turn(Protocol):
    """A call that came, and what may become of it."""

    @property
    def seconds_left(self) -> float:
        """Until nobody waits for its answer."""

    def start(self) -> None: ...

    def refuse(self, refusal: Unavailable) -> None: ...

    def give_back(self) -> None: ...


class Line:
    """First come, first served. Nothing here waits, so it needs no lock among greenlets."""

    def __init__(
        self,
        bulkhead: Bulkhead,
        limits: Limits,
        *,
        start_later: Callable[[Callable[[], None]], Any],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`start_later` runs in a greenlet of its own what may wait for a worker."""
        self._bulkhead = bulkhead
        self._limits = limits
        self._start_later = start_later
        self._clock = clock
        self._running = 0
        self._waiting: deque[Turn] = deque()
        self._seconds = FIRST_GUESS
        self._booked_until = 0.0

    def enter(self, turn: Turn) -> None:
        """Starts it, puts it in line, or sends it away where it could not be answered in its time."""
        if self._running < self._limits.at_once:
            self._running += 1
            turn.start()
        elif len(self._waiting) < self._limits.in_line and self._answered_in() <= turn.seconds_left:
            self._waiting.append(turn)
            self._show()
        else:
            turn.refuse(self._refusal())

    def leave(self, seconds: float) -> None:
        """One that was started is over, after so long."""
        self._running -= 1
        self._seconds += (seconds - self._seconds) * WEIGHT
        while self._waiting and (self._running < self._limits.at_once or self._too_late(self._waiting[0])):
            turn = self._waiting.popleft()
            if self._too_late(turn):
                turn.refuse(self._refusal())
            else:
                self._running += 1
                self._start_later(turn.start)
        self._show()

    def give_back(self) -> None:
        """To the broker: this process stops, another one may have time."""
        while self._waiting:
            self._waiting.popleft().give_back()
        self._show()

    def forget(self) -> None:
        """The connection is gone, and the broker will deliver them again."""
        self._waiting.clear()
        self._show()

    def _answered_in(self) -> float:
        """Seconds until one more would have been answered, once all who wait are started."""
        return ((len(self._waiting) + 1) / self._limits.at_once + 1) * self._seconds

    def _too_late(self, turn: Turn) -> bool:
        return turn.seconds_left < self._seconds

    def _refusal(self) -> Unavailable:
        """Each refused caller is given a later moment to come back than the one before, at the pace at which places in
        the line get free: if all came back at once they would be refused again. Past the longest absence it begins
        anew."""
        now, pace = self._clock(), self._seconds / self._limits.at_once
        self._booked_until = max(self._booked_until, now) + pace
        if self._booked_until > now + LONGEST_ABSENCE:
            self._booked_until = now + min(pace, LONGEST_ABSENCE)
        return self._bulkhead.refusal(retry_after=math.ceil(self._booked_until - now))

    def _show(self) -> None:
        CALLS_IN_LINE.labels(self._bulkhead.name).set(len(self._waiting))
