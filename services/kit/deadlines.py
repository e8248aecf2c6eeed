"""Until when a caller waits for its answer, as it travels with a call.

Between processes it is a length of time: two machines agree on how long a second is, and not on what time it is. What a
call waited in its queue is not known to whoever takes it off; the broker is told the same length as the message's
expiration and drops it there."""

import time
from collections.abc import Mapping
from typing import Any

TIMEOUT = "nameko.timeout"
"""Milliseconds that the caller waits from when it sends."""
DEADLINE = "nameko.deadline"
"""The end of that in Unix milliseconds by the caller's clock. The version before knows no other; this one reads it
where no length came."""

ANSWERED_AT = "nameko.answered_at"
"""Of a reply: Unix milliseconds by the clock of whoever answered. Nobody reckons with it; clocks are compared by it."""


def deadline_headers(seconds: float) -> dict[str, int]:
    timeout = max(1, int(seconds * 1000))
    return {TIMEOUT: timeout, DEADLINE: int(time.time() * 1000) + timeout}


def ends_at(headers: Mapping[str, Any]) -> float | None:
    """By this process's monotonic clock, for a call that arrived just now; None where the caller waits for ever.
    `headers` come without their prefix, as nameko unpacks them."""
    timeout, deadline = headers.get("timeout"), headers.get("deadline")
    if isinstance(timeout, int):
        return time.monotonic() + timeout / 1000
    if isinstance(deadline, int | float):
        return time.monotonic() + deadline / 1000 - time.time()
    return None


def seconds_until(end: float | None) -> float | None:
    return None if end is None else end - time.monotonic()
