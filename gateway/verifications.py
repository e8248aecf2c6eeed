"""How often codes of letters are tried from one place. A code has a hundred bits: this spares the service, no more."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from math import ceil
from typing import Final

from services.contracts.refusals import Throttled

MOST: Final = 60
WITHIN: Final = 60.0
"""Seconds."""
MOST_PLACES: Final = 10_000


class TooManyVerifications(Throttled):
    """Of letters, within a minute, from one address prefix."""


class Verifications:
    """In one worker."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tried: OrderedDict[str, deque[float]] = OrderedDict()

    def one_more_from(self, place: str | None) -> None:
        """Raises TooManyVerifications."""
        now = self._clock()
        tried = self._tried.setdefault(place or "", deque(maxlen=MOST))
        self._tried.move_to_end(place or "")
        if len(self._tried) > MOST_PLACES:
            self._tried.popitem(last=False)
        if len(tried) == MOST and (wait := tried[0] + WITHIN - now) > 0:
            raise TooManyVerifications(retry_after=ceil(wait))
        tried.append(now)
