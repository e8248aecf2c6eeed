"""This process's clock beside those of the services, as their replies tell."""

import logging
import time
from statistics import median_low

from gateway.metrics import CLOCK_SKEW
from services.kit.skew import FURTHEST, WORTH_A_LOOK, ours_ahead

log = logging.getLogger(__name__)

REMEMBERED = 60.0
"""Seconds. A gateway that is given no work for its clock must be given some again to learn that it was set right."""


class ClockComparison:
    def __init__(self) -> None:
        self._heard: dict[str, tuple[float, float]] = {}
        self._told = float("-inf")

    def note(self, service: str, sent: float, theirs: object) -> None:
        """`sent` in Unix seconds, `theirs` in milliseconds; the version of a service before tells nothing."""
        if not isinstance(theirs, int):
            return
        skew = ours_ahead(sent, theirs / 1000, time.time())
        self._heard[service] = (time.monotonic(), skew)
        CLOCK_SKEW.labels(service).set(skew)
        if abs(skew) > WORTH_A_LOOK and time.monotonic() - self._told > REMEMBERED:
            self._told = time.monotonic()
            log.error("this clock and that of %s are %.1f s apart", service, skew)

    @property
    def fits(self) -> bool:
        """Whether most services that answered lately have about our time: one alone that has not is its own trouble."""
        recent = time.monotonic() - REMEMBERED
        skews = [skew for heard, skew in self._heard.values() if heard > recent]
        return not skews or abs(median_low(skews)) <= FURTHEST
