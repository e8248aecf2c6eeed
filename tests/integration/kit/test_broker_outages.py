"""Against a broker that is really stopped. nameko 2.14.1 dies of the first; in the second it waits too long."""

import json
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa

from services.contracts.refusals import Unavailable
from tests.house.counter.watching import Watched, Wire
from tests.house.ledger.contracts import GetBalance, GetCountThroughCounter, PostEntry
from tests.parts.caller import Caller
from tests.parts.house import House, url_of
from tests.parts.keys import Keys
from tests.parts.service import RunningService
from tests.parts.waiting import wait_for


@pytest.fixture
def broker_back(house: House, ledger: RunningService, counter: RunningService) -> Iterator[None]:
    yield
    house.rabbitmq.start()
    for service in (ledger, counter):
        wait_for(service.ready, what="the service ready again")


def post_slowly(house: House, engine: sa.Engine, account: str) -> None:
    """Returns while the handler is still at it, for two seconds."""
    caller = Caller(house.rabbitmq.url, confirms=True)
    command = PostEntry(account=account, amount=1, seconds=2).model_dump(mode="json")
    headers = caller.headers(house.keys.member(), account)
    caller.send("ledger.post_entry", {"args": [command], "kwargs": {}}, **headers)
    wait_for(lambda: in_transaction(engine), what="the handler at work")
    caller.close()


def in_transaction(engine: sa.Engine) -> bool:
    """Whether a transaction sits idle between its statements and its commit."""
    with engine.connect() as connection:
        question = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
        return bool(connection.scalar(sa.text(question)))


def entries(engine: sa.Engine, account: str) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.text("SELECT count(*) FROM entries WHERE account = :a"), {"a": account}) or 0


def calls_logged(service: RunningService, outcome: str = "ok") -> int:
    told = [json.loads(line) for line in service.log.read_text().splitlines()]
    return sum(line.get("method") == "ledger.post_entry" and line.get("outcome") == outcome for line in told)


@pytest.mark.usefixtures("broker_back")
@pytest.mark.parametrize("end", ["stop", "kill"])
def test_a_service_outlives_a_reply_that_it_cannot_send_and_the_call_runs_once(
    house: House,
    ledger: RunningService,
    counter: RunningService,
    ledger_database: sa.Engine,
    counter_of: Watched,
    end: str,
) -> None:
    pid, logged = ledger.pid, calls_logged(ledger)
    post_slowly(house, ledger_database, counter_of.account)

    getattr(house.rabbitmq, end)()
    wait_for(lambda: entries(ledger_database, counter_of.account) == 1, what="the commit without a broker")
    wait_for(lambda: "the call goes back to the broker" in ledger.log.read_text(), what="the reply given up")
    house.rabbitmq.start()

    wait_for(lambda: calls_logged(ledger) == logged + 2, what="the call delivered again")
    assert (ledger.running, ledger.pid) == (True, pid)
    assert entries(ledger_database, counter_of.account) == 1
    wait_for(counter_of.seen, what="the event that waited in the outbox")
    assert len(counter_of.seen()) == 1
    assert counter.running


@pytest.mark.usefixtures("broker_back")
def test_a_service_is_back_soon_after_the_broker_however_long_it_was_away(
    house: House, ledger: RunningService, keys: Keys
) -> None:
    house.rabbitmq.stop()
    warnings = ledger.log.read_text().count("no broker")
    wait_for(lambda: ledger.log.read_text().count("no broker") >= warnings + 6, what="six attempts")
    assert ledger.get("/health/ready")[0] == 503
    assert json.loads(ledger.get("/health/ready")[1])["broker"] == "fails"
    assert ledger.get("/health/live")[0] == 200

    house.rabbitmq.start()
    caller = Caller(house.rabbitmq.url)
    caller.call(GetBalance(account=uuid4().hex))
    caller.close()

    waits = [float(wait) for wait in re.findall(r"no broker .*again in ([\d.]+) s", ledger.log.read_text())]
    assert max(waits[-5:]) <= 1.0


@pytest.mark.usefixtures("broker_back")
def test_a_broker_that_hangs_is_noticed_and_found_again(
    house: House, ledger: RunningService, ledger_database: sa.Engine
) -> None:
    ledger.stop()
    quick = house.service("tests.house.ledger", url_of(ledger_database), BROKER_HEARTBEAT="2").start()
    lost = quick.log.read_text().count("broker lost")

    house.rabbitmq.pause()
    try:
        wait_for(lambda: quick.log.read_text().count("broker lost") > lost, what="the silence noticed")
        assert quick.get("/health/ready")[0] == 503
        assert quick.get("/health/live")[0] == 200
    finally:
        house.rabbitmq.resume()

    caller = Caller(house.rabbitmq.url)
    assert caller.call(GetBalance(account=uuid4().hex)).entries == 0
    caller.close()
    quick.stop()
    ledger.start()


@pytest.mark.usefixtures("broker_back")
def test_an_event_that_cannot_be_put_off_stays_with_the_broker(
    house: House, counter: RunningService, wire: Wire, counter_of: Watched
) -> None:
    counter_of.weather("slow and broken")
    event_id, body = wire.event(counter_of.account)
    wire.publish_confirmed(body, event_id)
    wait_for(counter_of.tries, what="the first try")

    house.rabbitmq.stop()
    wait_for(lambda: "not put off, it stays with the broker" in counter.log.read_text(), what="the failed republish")
    counter_of.weather(None)
    house.rabbitmq.start()

    wait_for(counter_of.seen, what="the event counted")
    assert len(counter_of.seen()) == 1


@pytest.mark.usefixtures("broker_back")
def test_a_service_stops_when_told_to_without_a_broker_too(house: House, ledger: RunningService) -> None:
    house.rabbitmq.stop()

    code = ledger.stop()

    assert code == 0, "it ended itself, for something hung"
    house.rabbitmq.start()
    ledger.start()


def test_a_service_that_does_not_run_is_unavailable_at_once(
    house: House, ledger: RunningService, counter: RunningService, caller: Caller, keys: Keys
) -> None:
    account = uuid4().hex
    caller.call(GetCountThroughCounter(account=account), actor=keys.member())
    counter.stop()
    caller.delete_queue("rpc-counter")

    with pytest.raises(Unavailable, match="that service is not running"):  # and not "does not answer", after a wait
        caller.call(GetCountThroughCounter(account=account), actor=keys.member())

    counter.start()
    assert caller.call(GetCountThroughCounter(account=account), actor=keys.member()).balance == 0
    assert ledger.running


def test_a_service_that_hangs_is_unavailable_within_the_timeout(
    ledger: RunningService, counter: RunningService, caller: Caller, keys: Keys
) -> None:
    counter.pause()
    try:
        with pytest.raises(Unavailable, match="does not answer"):
            caller.call(GetCountThroughCounter(account="any"), actor=keys.member())
    finally:
        counter.resume()

    assert ledger.running


def test_no_service_is_asked_inside_a_transaction(
    ledger: RunningService, counter: RunningService, caller: Caller, keys: Keys
) -> None:
    body = {"args": [{"account": "any", "in_transaction": True}], "kwargs": {}}

    reply = caller.call_raw("ledger.get_count_through_counter", body, **caller.headers(keys.member()))

    assert reply["error"]["value"] == "internal"
    assert "inside a database transaction" in ledger.log.read_text()
    assert counter.running
