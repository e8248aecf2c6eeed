"""kill -9 and SIGTERM at the worst moments, and a database that goes away."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa

from services.contracts.refusals import Unavailable
from tests.house.counter.watching import Watched
from tests.house.ledger.contracts import GetBalance, PostEntry
from tests.parts.caller import Caller
from tests.parts.house import House, url_of
from tests.parts.keys import Keys
from tests.parts.service import RunningService
from tests.parts.waiting import PATIENCE, wait_for


@pytest.fixture
def account() -> str:
    return uuid4().hex


@pytest.fixture
def slow_commit(ledger_database: sa.Engine) -> Iterator[None]:
    """Each commit of an entry takes a second."""
    with ledger_database.begin() as connection:
        connection.execute(
            sa.text(
                "CREATE FUNCTION rest() RETURNS trigger LANGUAGE plpgsql AS"
                " 'BEGIN PERFORM pg_sleep(1); RETURN NULL; END'"
            )
        )
        connection.execute(
            sa.text(
                "CREATE CONSTRAINT TRIGGER rest AFTER INSERT ON entries"
                " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rest()"
            )
        )
    yield
    with ledger_database.begin() as connection:
        connection.execute(sa.text("DROP FUNCTION rest CASCADE"))


def committing(engine: sa.Engine) -> bool:
    with engine.connect() as connection:
        commits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = 'COMMIT'"
        return bool(connection.scalar(sa.text(f"{commits} AND state = 'active'")))


@pytest.mark.usefixtures("slow_commit")
def test_a_process_killed_between_commit_and_reply_has_run_its_command_once(
    ledger: RunningService, ledger_database: sa.Engine, house: House, account: str
) -> None:
    caller = Caller(house.rabbitmq.url)
    command = {"args": [PostEntry(account=account, amount=7).model_dump(mode="json")], "kwargs": {}}
    call = caller.send("ledger.post_entry", command, **caller.headers(house.keys.member(), "k"))
    wait_for(lambda: committing(ledger_database), what="the commit under way")

    ledger.kill()
    ledger.start()

    assert caller.receive(call, timeout=PATIENCE)["result"]["amount"] == 7
    assert caller.call(GetBalance(account=account)).entries == 1
    caller.close()


def test_sigterm_lets_a_running_call_finish(
    ledger: RunningService, ledger_database: sa.Engine, caller: Caller, keys: Keys, account: str
) -> None:
    command = {"args": [PostEntry(account=account, amount=7, seconds=1).model_dump(mode="json")], "kwargs": {}}
    call = caller.send("ledger.post_entry", command, **caller.headers(keys.member(), "k"))
    wait_for(lambda: "idle in transaction" in states(ledger_database), what="the handler at work")

    code = ledger.stop()

    assert caller.receive(call, timeout=PATIENCE)["result"]["amount"] == 7
    assert code == 0
    ledger.start()


def states(engine: sa.Engine) -> list[str]:
    with engine.connect() as connection:
        question = "SELECT state FROM pg_stat_activity WHERE datname = current_database() AND state IS NOT NULL"
        return list(connection.scalars(sa.text(question)))


def test_two_processes_share_the_work_and_publish_each_event_once(
    ledger: RunningService,
    counter: RunningService,
    ledger_database: sa.Engine,
    house: House,
    caller: Caller,
    counter_of: Watched,
) -> None:
    second = house.service("tests.house.ledger", url_of(ledger_database)).start()
    member = house.keys.member()

    for number in range(40):
        caller.call(PostEntry(account=counter_of.account, amount=1), actor=member, key=f"k{number}")

    wait_for(lambda: len(counter_of.seen()) == 40, what="forty events counted")
    assert len({row.event_id for row in counter_of.seen()}) == 40
    assert second.stop() == 0
    assert ledger.running
    assert counter.running


class TestDatabaseOutage:
    def test_a_service_outlives_a_restart_of_its_database(
        self, ledger: RunningService, house: House, caller: Caller, keys: Keys, account: str
    ) -> None:
        pid = ledger.pid
        house.postgres.kill()
        try:
            with pytest.raises(Unavailable):
                caller.call(PostEntry(account=account, amount=1), actor=keys.member(), key="k")
            status, told = ledger.get("/health/ready")
            assert (status, json.loads(told)["database"]) == (503, "fails")
            assert ledger.get("/health/live")[0] == 200
        finally:
            house.postgres.start()

        assert caller.call(PostEntry(account=account, amount=1), actor=keys.member(), key="k").amount == 1
        assert (ledger.running, ledger.pid) == (True, pid)

    def test_an_event_waits_for_the_database(
        self,
        ledger: RunningService,
        counter: RunningService,
        house: House,
        caller: Caller,
        counter_of: Watched,
        counter_database: sa.Engine,
    ) -> None:
        counter_of.weather("unavailable")
        caller.call(PostEntry(account=counter_of.account, amount=1), actor=house.keys.member(), key="k")
        wait_for(counter_of.tries, what="the first try")

        house.postgres.kill()
        wait_for(lambda: '"database":"fails"' in counter.get("/health/ready")[1], what="the database gone")
        house.postgres.start()
        counter_database.dispose()
        counter_of.weather(None)

        wait_for(counter_of.seen, what="the event counted")
        assert ledger.running

    def test_a_database_that_hangs_makes_calls_unavailable_within_their_deadline(
        self, ledger: RunningService, house: House, caller: Caller, account: str
    ) -> None:
        house.postgres.pause()
        try:
            with pytest.raises(Unavailable):
                caller.call(GetBalance(account=account), deadline=1)
            assert ledger.get("/health/ready")[0] == 503
            assert ledger.get("/health/live")[0] == 200
        finally:
            house.postgres.resume()

        assert caller.call(GetBalance(account=account), deadline=PATIENCE).entries == 0
