from typing import Any
from uuid import uuid4

import eventlet
import sqlalchemy as sa

from services.kit.database.pool import Database
from services.kit.process.configuration import configured
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.rpc.bulkheads import Bulkhead, Limits
from services.kit.rpc.client import RpcClient
from services.kit.settings import ServiceSettings
from services.kit.work import Context, Work
from tests.house.counter.contracts import GetCount
from tests.house.ledger.contracts import (
    AccountClosed,
    BalanceView,
    CountAttempt,
    EntryPosted,
    EntryView,
    GetBalance,
    GetCountThroughCounter,
    ManyAtTheCounter,
    NoSuchDrawer,
    PostEntry,
    PostInSecret,
    PostPrepared,
    PostSlowly,
    Whisper,
    WriteInQuery,
)
from tests.house.ledger.tables import entries, ticks

SLOWLY = 4711
"""An advisory lock: whoever holds it says how long PostSlowly takes."""
COUNTER = Bulkhead("counter", ManyAtTheCounter, limits=lambda _: Limits(at_once=1, in_line=10))


def post(command: PostEntry, work: Work) -> EntryView:
    entry = EntryView(id=uuid4(), account=command.account, amount=command.amount)
    work.session.execute(sa.insert(entries).values(**entry.model_dump()))
    work.record(EntryPosted(entry_id=entry.id, account=entry.account))
    eventlet.sleep(command.seconds)
    if command.ends == "refused":
        raise AccountClosed("this account is closed", account_state="closed")
    if command.ends == "undeclared":
        raise NoSuchDrawer(f"no drawer for {command.account}")
    if command.ends == "broken":
        raise LookupError(f"no drawer for {command.account}")
    return entry


def balance(account: str, work: Work) -> BalanceView:
    sums = sa.select(sa.func.coalesce(sa.func.sum(entries.c.amount), 0), sa.func.count())
    total, count = work.session.execute(sums.where(entries.c.account == account)).one()
    return BalanceView(account=account, balance=total, entries=count)


def look_up(service: "LedgerService", command: PostPrepared, context: Context) -> int:
    return service.rpc.ask(GetCount(account=command.account)).balance


class LedgerService:
    name = "ledger"
    rpc = RpcClient()
    database = Database()
    settings = configured(ServiceSettings)

    @handles(PostEntry)
    def post_entry(self, command: PostEntry, work: Work) -> EntryView:
        return post(command, work)

    @handles(PostInSecret)
    def post_in_secret(self, command: PostInSecret, work: Work) -> EntryView:
        return post(command, work)

    @handles(Whisper)
    def whisper(self, command: Whisper, _work: Work) -> EntryView:
        eventlet.sleep(command.seconds)
        return EntryView(id=uuid4(), account=command.account, amount=0)

    @handles(CountAttempt)
    def count_attempt(self, command: CountAttempt, work: Work) -> EntryView:
        return post(command, work)

    @handles(PostSlowly, bulkhead=COUNTER)
    def post_slowly(self, command: PostSlowly, work: Work) -> EntryView:
        work.session.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(SLOWLY)))
        return post(command, work)

    @handles(PostPrepared, prepare=look_up)
    def post_prepared(self, command: PostPrepared, work: Work, count: int) -> EntryView:
        return post(command.model_copy(update={"amount": count}), work)

    @handles(GetBalance)
    def get_balance(self, query: GetBalance, work: Work) -> BalanceView:
        if query.seconds:
            work.session.execute(sa.select(sa.func.pg_sleep(query.seconds)))
        return balance(query.account, work)

    @handles(WriteInQuery)
    def write_in_query(self, query: WriteInQuery, work: Work) -> BalanceView:
        work.session.execute(sa.insert(entries).values(id=uuid4(), account=query.account, amount=1))
        return balance(query.account, work)

    @handles(GetCountThroughCounter, prepare=lambda service, query, _: service.count(query))
    def get_count_through_counter(self, query: GetCountThroughCounter, _work: Work, count: Any) -> BalanceView:
        found: BalanceView = self.rpc.ask(GetCount(account=query.account)) if query.in_transaction else count
        return found

    def count(self, query: GetCountThroughCounter) -> BalanceView | None:
        return None if query.in_transaction else self.rpc.ask(GetCount(account=query.account), timeout=2)

    @every(seconds=0.5)
    def tick(self, work: Work) -> None:
        work.session.execute(sa.insert(ticks).values(at=work.now))

    @every(seconds=0.5, own_transactions=True)
    def tick_twice(self, _context: Context) -> None:
        for _ in range(2):
            with self.database.work() as work:
                work.session.execute(sa.insert(ticks).values(at=work.now))
