"""Waiting for something to become true: looks often, gives up, never merely sleeps."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


PATIENCE = 90.0
"""Seconds: no test fails because the machine is busy, only because what it waits for never comes. What comes at once is
not waited for any longer."""


def wait_for(look: Callable[[], Found], *, seconds: float = PATIENCE, what: str = "it") -> Found:
    """The first truthy answer. Raises AssertionError."""
    give_up = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < give_up, f"{what} did not happen within {seconds} s"
        time.sleep(0.02)
    return found
