"""How far two clocks are apart, as far as an exchange of messages can tell, and how far they may be."""

WORTH_A_LOOK = 2.0
"""Seconds. Machines that keep time are milliseconds apart: from here on somebody should look."""
FURTHEST = 15.0
"""Seconds that a process may be away from its reference and still say that it is ready. Two of them are then no further
apart than twice that, which is what assertions forgive (`assertions.py`)."""


def ours_ahead(before: float, theirs: float, after: float) -> float:
    """Seconds, at least, by which our clock is ahead of theirs (negative: behind), from what ours said before and after
    theirs was read. 0 where theirs lies between: a slow answer never looks like a wrong clock."""
    return max(before - theirs, 0.0) or min(after - theirs, 0.0)
