import eventlet
import sqlalchemy as sa

from services.contracts.refusals import Unavailable
from services.kit.database.pool import Database
from services.kit.events.consumers import consumes
from services.kit.rpc.answering import handles
from services.kit.work import Context, Work
from tests.house.counter.contracts import GetCount
from tests.house.counter.tables import seen, tries, weather
from tests.house.ledger.contracts import BalanceView, EntryPosted


def look_at_the_weather(service: "CounterService", event: EntryPosted, _context: Context) -> str:
    with service.database.work() as work:
        work.session.execute(sa.insert(tries).values(account=event.account))
        return work.session.scalar(sa.select(weather.c.says).where(weather.c.account == event.account)) or "fine"


class CounterService:
    name = "counter"
    database = Database()

    @consumes(EntryPosted, prepare=look_at_the_weather)
    def on_entry_posted(self, event: EntryPosted, work: Work, says: str) -> None:
        row = {"event_id": work.event_id, "account": event.account}
        work.session.execute(sa.insert(seen).values(**row, trace_id=work.trace.trace_id if work.trace else ""))
        if says == "slow and broken":
            eventlet.sleep(1.5)
        if says == "unavailable":
            raise Unavailable("the counter's pencil is away")
        if says.endswith("broken"):
            raise ArithmeticError("cannot count this")

    @handles(GetCount)
    def get_count(self, query: GetCount, work: Work) -> BalanceView:
        count = work.session.scalar(sa.select(sa.func.count()).where(seen.c.account == query.account)) or 0
        return BalanceView(account=query.account, balance=count, entries=count)
