"""Waiting for something to become true: looks often, gives up, never merely sleeps."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def wait_for(look: Callable[[], Found], *, seconds: float = 10, what: str = "it") -> Found:
    """The first truthy answer. Raises AssertionError."""
    give_up = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < give_up, f"{what} did not happen within {seconds} s"
        time.sleep(0.02)
    return found
