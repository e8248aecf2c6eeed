"""What the broker had confirmed and then lost with its data: kept by the outbox, published again by a command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
import pika
import pytest
import sqlalchemy as sa

from services.kit.database.house_tables import OUTBOX, PUBLISHED_EVENTS
from services.kit.events.dead_letters import list_dead
from services.kit.events.republishing import Asked, NotConnected, count, republish, wait_for_consumers
from tests.house.counter.watching import QUEUE, Watched
from tests.house.ledger.contracts import PostEntry
from tests.parts.caller import Caller
from tests.parts.house import House, url_of
from tests.parts.keys import Keys
from tests.parts.service import ROOT, RunningService
from tests.parts.waiting import wait_for

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def post(house: House, account: str) -> None:
    caller = Caller(house.rabbitmq.url)
    caller.call(PostEntry(account=account, amount=1), actor=house.keys.member(), key=account)
    caller.close()


def kept(engine: sa.Engine, account: str) -> list[Any]:
    with engine.connect() as connection:
        rows = connection.execute(sa.select(PUBLISHED_EVENTS)).all()
    return [row for row in rows if account.encode() in row.envelope]


def lose_the_data(house: House) -> None:
    house.rabbitmq.stop()
    shutil.rmtree(house.rabbitmq.directory / "data")
    house.rabbitmq.start()


def run(house: House, engine: sa.Engine, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "services.kit.events.republish", *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BROKER_URL": house.rabbitmq.url,
            "DATABASE_URL": url_of(engine),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.usefixtures("ledger", "counter")
def test_what_is_published_leaves_the_outbox_and_is_kept_once_as_it_was(
    caller: Caller, keys: Keys, counter_of: Watched, ledger_database: sa.Engine
) -> None:
    started = datetime.now(UTC)

    caller.call(PostEntry(account=counter_of.account, amount=1), actor=keys.member(), key="k")

    (handled,) = wait_for(counter_of.seen, what="the event counted")
    (row,) = wait_for(lambda: kept(ledger_database, counter_of.account), what="it among the published")
    assert (row.type, row.event_id) == ("entry_posted", handled.event_id)
    assert orjson.loads(row.envelope)["id"] == handled.event_id
    assert started < row.published_at
    with ledger_database.connect() as connection:
        waiting = sa.select(sa.func.count()).where(OUTBOX.c.event_id == row.event_id)
        assert connection.scalar(waiting) == 0


def test_after_the_broker_lost_its_data_every_event_takes_effect_once(
    house: House,
    ledger: RunningService,
    counter: RunningService,
    ledger_database: sa.Engine,
    counter_database: sa.Engine,
) -> None:
    handled, put_off, given_up, queued, barrier = (Watched(counter_database) for _ in range(5))
    since = datetime.now(UTC)
    post(house, handled.account)
    wait_for(handled.seen, what="an event counted")
    put_off.weather("unavailable")
    post(house, put_off.account)
    wait_for(put_off.tries, what="an event put off")
    given_up.weather("broken")
    post(house, given_up.account)
    wait_for(lambda: list_dead(house.rabbitmq.url, [QUEUE]), what="an event in the dead letters")
    counter.stop()
    post(house, queued.account)
    wait_for(lambda: kept(ledger_database, queued.account), what="an event in the queue")

    lose_the_data(house)
    put_off.weather(None)
    given_up.weather(None)
    counter.start()
    wait_for(ledger.ready, what="the ledger ready again")
    arguments = ("--since", since.isoformat(), "--await", "ledger", "--await", "counter")
    outcomes = [run(house, ledger_database, *arguments) for _ in range(2)]

    assert [(outcome.returncode, outcome.stderr) for outcome in outcomes] == [(0, "")] * 2
    assert "4 published again" in outcomes[0].stdout
    post(house, barrier.account)
    for watched in (handled, put_off, given_up, queued, barrier):
        wait_for(watched.seen, what="each event counted")
    assert [len(one.seen()) for one in (handled, put_off, given_up, queued)] == [1, 1, 1, 1]


def test_consumers_that_are_not_connected_are_named_for_events_would_pass_them_by(
    house: House, counter: RunningService
) -> None:
    wait_for_consumers(house.rabbitmq.url, ["counter"], within=0)

    counter.kill()

    def absent() -> str:
        with pytest.raises(NotConnected) as told:
            wait_for_consumers(house.rabbitmq.url, ["counter", "nobody"], within=0)
        return str(told.value)

    wait_for(lambda: absent() == "counter, nobody", what="the broker aware of it")
    counter.start()


class TestSelection:
    """Of a database that no service runs on."""

    @pytest.fixture
    def database(self, house: House) -> Iterator[sa.Engine]:
        engine = house.new_engine("kept")
        PUBLISHED_EVENTS.create(engine)
        yield engine
        engine.dispose()

    def keep(self, engine: sa.Engine, service: str, *, at: datetime, number: int, type_: str = "happened") -> list[str]:
        ids = [uuid4().hex for _ in range(number)]
        rows = [
            {
                "published_at": at,
                "position": position,
                "event_id": one,
                "type": type_,
                "envelope": orjson.dumps({"source": f"/{service}", "id": one}),
            }
            for position, one in enumerate(ids)
        ]
        with engine.begin() as connection:
            connection.execute(sa.insert(PUBLISHED_EVENTS), rows)
        return ids

    def test_events_come_again_in_their_order_each_once_however_many(self, house: House, database: sa.Engine) -> None:
        service = f"bulk{uuid4().hex[:8]}"
        ids = self.keep(database, service, at=LONG_AGO, number=1100)
        ids += self.keep(database, service, at=LONG_AGO + timedelta(seconds=1), number=10)
        with pika.BlockingConnection(pika.URLParameters(house.rabbitmq.url)) as connection:
            channel = connection.channel()
            channel.exchange_declare(f"{service}.events", "topic", durable=True)
            queue = channel.queue_declare("", exclusive=True).method.queue
            channel.queue_bind(queue, f"{service}.events", "happened")

            published = republish(house.rabbitmq.url, database, Asked(LONG_AGO, datetime.now(UTC)))

            heard = []
            for method, properties, body in channel.consume(queue, auto_ack=True, inactivity_timeout=2):
                if method is None:
                    break
                assert orjson.loads(body)["id"] == properties.message_id
                heard.append(properties.message_id)
                if len(heard) == len(ids):
                    break
        assert published == {"happened": 1110}
        assert heard == ids

    def test_only_those_between_the_instants_and_of_the_types_asked_for(self, database: sa.Engine) -> None:
        second = timedelta(seconds=1)
        for moment in range(4):
            self.keep(database, "kept", at=LONG_AGO + moment * second, number=1, type_=f"type_{moment % 2}")

        assert count(database, Asked(LONG_AGO + second, LONG_AGO + 3 * second)) == {"type_0": 1, "type_1": 1}
        assert count(database, Asked(LONG_AGO, LONG_AGO + 4 * second, ["type_0"])) == {"type_0": 2}

    def test_a_dry_run_counts_and_needs_no_consumer(self, house: House, database: sa.Engine) -> None:
        self.keep(database, "kept", at=LONG_AGO, number=3)

        outcome = run(house, database, "--since", "2025-12-31T00:00:00+01:00", "--dry-run")

        assert (outcome.returncode, outcome.stderr) == (0, "")
        assert "3 to be published again (kept since 2026-01-01T00:00:00Z)" in outcome.stdout
