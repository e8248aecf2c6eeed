"""What waits for the staff: a part of `service.py`'s wiring."""

from functools import partial

from services.contracts.identity.waiting import GetStaffWaiting, StaffWaitingView
from services.identity.handlers.tell_what_waits import tell_what_waits
from services.identity.queries.waiting import staff_waiting
from services.identity.store import SqlAccounts
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Work


class Waiting:
    @handles(GetStaffWaiting)
    def get_staff_waiting(self, _query: GetStaffWaiting, work: Work) -> StaffWaitingView:
        return staff_waiting(work.session, work.actor)

    @every(seconds=60)
    def tell_what_waits(self, work: Work) -> None:
        tell_what_waits(work.now, SqlAccounts(work), partial(staff_waiting, work.session))
