"""When the staff are told by e-mail of what waits for them: on the morning of a working day, once. And what of it
applications counted."""

from datetime import date, datetime, time

from services.contracts.actor import Actor, Role
from services.contracts.applications.threads import WaitingMessagesView
from services.contracts.calendar import PARIS
from services.contracts.identity.waiting import COUNTED_TO
from services.identity.domain.working_days import is_working_day

MORNING = time(7), time(12)
"""Until noon, for whoever was not told at seven because the machine was away; later it would be no news."""


def day_to_tell(now: datetime) -> date | None:
    """None: not now."""
    begins, ends = MORNING
    here = now.astimezone(PARIS)
    return here.date() if is_working_day(here.date()) and begins <= here.time() < ends else None


def messages_for(actor: Actor, counted: WaitingMessagesView) -> int:
    """Threads that wait for an answer which this actor may give."""
    if Role.OFFICER not in actor.roles:
        return 0
    return min(COUNTED_TO, sum(each.count for each in counted.regions if actor.may_in(each.region)))
