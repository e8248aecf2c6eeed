"""How long it usually takes."""

from dataclasses import dataclass
from datetime import timedelta

OVER = timedelta(days=365)
FEWEST_DECISIONS = 5
"""Under that a figure would tell about people rather than about us."""


@dataclass(frozen=True, slots=True)
class UsualDelay:
    """`waiting_days`: the median that files with something missing waited for their member."""

    p50_days: int
    p90_days: int
    waiting_days: int | None
