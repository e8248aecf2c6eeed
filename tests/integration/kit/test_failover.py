"""A database that answers and takes no writes, as while another machine takes over."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa

from services.contracts.refusals import Unavailable
from tests.house.counter.watching import QUEUE, Watched, Wire
from tests.house.ledger.contracts import GetBalance, PostEntry
from tests.parts.caller import Caller
from tests.parts.house import House, driven
from tests.parts.keys import Keys
from tests.parts.service import RunningService
from tests.parts.waiting import wait_for


@pytest.fixture
def no_writes(house: House) -> Iterator[House]:
    house.postgres.refuse_writes()
    yield house
    house.postgres.take_writes()


def test_while_nothing_can_be_written_commands_are_put_off_and_queries_answered(
    ledger: RunningService, no_writes: House, caller: Caller, keys: Keys
) -> None:
    account, member = uuid4().hex, keys.member()

    for _ in range(2):
        with pytest.raises(Unavailable):
            caller.call(PostEntry(account=account, amount=1), actor=member, key="k")
    status, told = ledger.get("/health/ready")
    assert (status, json.loads(told)["database"]) == (503, "fails")
    assert caller.call(GetBalance(account=account)).entries == 0
    assert "the database does not answer: ReadOnlySqlTransaction 25006" in ledger.log.read_text()

    no_writes.postgres.take_writes()
    wait_for(ledger.ready, what="ready again")
    assert caller.call(PostEntry(account=account, amount=1), actor=member, key="k").amount == 1
    assert caller.call(GetBalance(account=account)).entries == 1


def test_an_event_waits_for_as_long_as_nothing_can_be_written(
    counter: RunningService, no_writes: House, counter_of: Watched, wire: Wire
) -> None:
    before = times_put_off(counter)
    message_id, body = wire.event(counter_of.account)
    wire.publish(body, message_id)
    wait_for(lambda: times_put_off(counter) > before + 6, what="more tries than a failing event has")

    no_writes.postgres.take_writes()

    wait_for(counter_of.seen, what="the event counted")


def times_put_off(service: RunningService) -> float:
    line = f'agentspace_event_retries_total{{cause="unavailable",consumer="{QUEUE}"}} '
    told = service.get("/metrics")[1].partition(line)[2]
    return float(told.partition("\n")[0]) if told else 0


def test_connections_to_a_server_that_takes_no_writes_are_given_up(
    ledger: RunningService, ledger_database: sa.Engine, house: House, caller: Caller, keys: Keys
) -> None:
    account, database = uuid4().hex, ledger_database.url.database
    superuser = sa.create_engine(driven(house.postgres.url()), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)

    def tell(statement: str) -> None:
        with superuser.connect() as connection:
            connection.execute(sa.text(statement), {"database": database} if ":database" in statement else {})

    def readers() -> set[int]:
        """Sessions that a query came by."""
        with superuser.connect() as connection:
            sessions = (
                "SELECT pid FROM pg_stat_activity WHERE datname = :database AND query LIKE '%sum(entries.amount)%'"
            )
            return set(connection.scalars(sa.text(f"{sessions} AND pid <> pg_backend_pid()"), {"database": database}))

    tell(f'ALTER DATABASE "{database}" SET default_transaction_read_only = on')  # holds for sessions that begin now
    try:
        tell("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :database")
        with pytest.raises(Unavailable):
            caller.call(PostEntry(account=account, amount=1), actor=keys.member(), key="k")
        assert ledger.get("/health/ready")[0] == 503
        caller.call(GetBalance(account=account))
        left_behind = readers()
        assert left_behind
    finally:
        tell(f'ALTER DATABASE "{database}" RESET default_transaction_read_only')

    wait_for(ledger.ready, what="ready again")
    assert caller.call(PostEntry(account=account, amount=1), actor=keys.member(), key="k").amount == 1
    wait_for(lambda: not readers() & left_behind, what="the end of the sessions that read from there")
