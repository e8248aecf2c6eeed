"""When the staff are told by e-mail of what waits for them: on the morning of a working day, once."""

from datetime import date, datetime, time

from services.contracts.calendar import PARIS
from services.identity.domain.working_days import is_working_day

MORNING = time(7), time(12)
"""Until noon, for whoever was not told at seven because the machine was away; later it would be no news."""


def day_to_tell(now: datetime) -> date | None:
    """None: not now."""
    begins, ends = MORNING
    here = now.astimezone(PARIS)
    return here.date() if is_working_day(here.date()) and begins <= here.time() < ends else None
