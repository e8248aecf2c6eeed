"""What waits for the staff: a part of `service.py`'s wiring."""

from functools import partial

from services.contracts.applications.threads import CountWaitingMessages, WaitingMessagesView
from services.contracts.identity.waiting import GetStaffWaiting, StaffWaitingView
from services.identity import before
from services.identity.domain.waiting import day_to_tell
from services.identity.handlers.tell_what_waits import tell_what_waits
from services.identity.queries.waiting import staff_waiting
from services.identity.store import SqlAccounts
from services.kit.database.pool import Database
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.rpc.client import RpcClient
from services.kit.work import Context, Work


class Waiting:
    rpc: RpcClient
    database: Database

    @handles(GetStaffWaiting, prepare=before.waiting_messages)
    def get_staff_waiting(self, _query: GetStaffWaiting, work: Work, messages: WaitingMessagesView) -> StaffWaitingView:
        return staff_waiting(work.session, work.actor, messages)

    @every(seconds=60, own_transactions=True)
    def tell_what_waits(self, context: Context) -> None:
        """Where applications is away nobody is told yet: half of what waits is no news."""
        if day_to_tell(context.now) is None:
            return
        messages = self.rpc.ask(CountWaitingMessages())
        with self.database.work() as work:
            waiting = partial(staff_waiting, work.session, messages=messages)
            tell_what_waits(work.now, SqlAccounts(work), waiting)
