import json
import os
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
import sqlalchemy as sa

from services.kit.events.dead_letters import list_dead, replay
from services.kit.settings import ServiceSettings
from services.kit.telemetry import Trace
from tests.house.counter.watching import QUEUE, Watched, Wire
from tests.house.ledger.contracts import GetCountThroughCounter, PostEntry
from tests.parts.caller import Caller
from tests.parts.house import House
from tests.parts.keys import Keys
from tests.parts.service import ROOT, RunningService
from tests.parts.waiting import wait_for

pytestmark = pytest.mark.usefixtures("ledger", "counter")

MANY = 60
WORKERS = ServiceSettings.model_fields["max_workers"].default


def test_an_event_reaches_its_consumer_with_the_trace_of_the_request(
    caller: Caller, keys: Keys, counter_of: Watched
) -> None:
    trace = Trace.new()
    command = PostEntry(account=counter_of.account, amount=1)

    caller.call(command, actor=keys.member(), key="k", traceparent=str(trace))

    (row,) = wait_for(counter_of.seen, what="the event counted")
    assert row.trace_id == trace.trace_id


def test_events_delivered_five_times_and_out_of_order_take_effect_once(wire: Wire, counter_of: Watched) -> None:
    events = [wire.event(counter_of.account) for _ in range(10)]
    deliveries = events * 5
    random.Random(7).shuffle(deliveries)

    for event_id, body in deliveries:
        wire.publish(body, event_id)

    wait_for(lambda: len(counter_of.tries()) >= 10 and len(counter_of.seen()) == 10, what="ten events counted")
    last = wire.event(counter_of.account)
    wire.publish(last[1], last[0])
    wait_for(lambda: last[0] in {row.event_id for row in counter_of.seen()}, what="all of them handled")
    assert len(counter_of.seen()) == 11


def test_an_unavailable_part_is_waited_for_without_limit(wire: Wire, counter_of: Watched) -> None:
    counter_of.weather("unavailable")
    event_id, body = wire.event(counter_of.account)

    wire.publish(body, event_id)
    wait_for(lambda: len(counter_of.tries()) > 7, what="more than five tries")
    counter_of.weather(None)

    wait_for(counter_of.seen, what="the event counted in the end")


def test_retries_come_later_and_later(wire: Wire, counter_of: Watched) -> None:
    counter_of.weather("broken")
    event_id, body = wire.event(counter_of.account)

    wire.publish(body, event_id)

    wait_for(lambda: len(counter_of.tries()) == 5, what="five tries")
    times = counter_of.tries()
    gaps = [later - earlier for earlier, later in pairwise(times)]
    for gap, delay in zip(gaps, (0.1, 0.1, 0.2, 0.3), strict=True):
        assert gap >= timedelta(seconds=delay)


def put_off(service: RunningService) -> set[object]:
    lines = map(json.loads, service.log.read_text().splitlines())
    return {line["event_id"] for line in lines if line["message"] == "put off"}


def test_a_live_event_waits_behind_none_that_comes_again(
    wire: Wire, counter: RunningService, counter_of: Watched, counter_database: sa.Engine
) -> None:
    counter_of.weather("broken")
    poison = dict(wire.event(counter_of.account) for _ in range(MANY))
    for event_id, body in poison.items():
        wire.publish(body, event_id)
    wait_for(lambda: poison.keys() <= put_off(counter), what="each tried once")
    counter.pause()
    tried, live = len(counter_of.tries()), Watched(counter_database)
    wait_for(lambda: wire.waiting(QUEUE, f"retry.{QUEUE}") >= MANY / 2, what="them to come again")
    event_id, body = wire.event(live.account)
    wire.publish(body, event_id)
    counter.resume()

    (counted,) = wait_for(live.tries, what="the live event counted")
    assert sum(at < counted for at in counter_of.tries()) < tried + MANY / 2
    counter_of.weather(None)
    wait_for(lambda: wire.waiting(QUEUE, f"retry.{QUEUE}") == 0, what="all done")


def test_events_that_fail_leave_workers_to_calls(wire: Wire, caller: Caller, keys: Keys, counter_of: Watched) -> None:
    counter_of.weather("slow and broken")
    for _ in range(WORKERS + 2):
        event_id, body = wire.event(counter_of.account)
        wire.publish(body, event_id)
    wait_for(lambda: len(counter_of.tries()) >= WORKERS // 2, what="events at work")

    caller.call(GetCountThroughCounter(account="any"), actor=keys.member())

    assert len(counter_of.tries()) < WORKERS
    counter_of.weather(None)
    wait_for(lambda: len(counter_of.seen()) == WORKERS + 2, what="all of them counted")


def test_a_poison_event_is_given_up_after_five_tries_listed_and_replayed(
    wire: Wire, counter_of: Watched, house: House
) -> None:
    counter_of.weather("broken")
    event_id, body = wire.event(counter_of.account)
    wire.publish(body, event_id)

    (letter,) = wait_for(
        lambda: [dead for dead in list_dead(house.rabbitmq.url, [QUEUE]) if dead.id == event_id],
        what="the event in the dead letters",
    )
    assert len(counter_of.tries()) == 5
    assert counter_of.seen() == []
    assert (letter.queue, letter.type, letter.error, letter.tries) == (QUEUE, "entry_posted", "ArithmeticError", 5)
    assert datetime.now(UTC) - datetime.fromisoformat(letter.since) < timedelta(minutes=1)

    counter_of.weather(None)
    assert replay(house.rabbitmq.url, [QUEUE], ids={event_id}) == 1

    wait_for(counter_of.seen, what="the event counted after its replay")
    assert [dead for dead in list_dead(house.rabbitmq.url, [QUEUE]) if dead.id == event_id] == []


def test_the_command_line_lists_what_was_given_up_on(wire: Wire, house: House) -> None:
    message_id = uuid4().hex
    wire.publish(b"{", message_id)
    wait_for(
        lambda: message_id in {dead.id for dead in list_dead(house.rabbitmq.url, [QUEUE])},
        what="it in the dead letters",
    )

    command = [sys.executable, "-m", "services.kit.events.dead_letters", "list", "--queue", QUEUE]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "BROKER_URL": house.rabbitmq.url}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=ROOT)

    assert message_id in told.stdout
    assert "not a CloudEvents envelope of entry_posted" in told.stdout
    assert told.stderr == ""


@pytest.mark.parametrize("body", [b"{", b'"text"', b'{"type": "entry_posted", "id": "x", "data": {}}'])
def test_what_is_no_envelope_goes_to_the_dead_letters_at_once(wire: Wire, house: House, body: bytes) -> None:
    message_id = uuid4().hex
    wire.publish(body, message_id)

    (letter,) = wait_for(
        lambda: [dead for dead in list_dead(house.rabbitmq.url, [QUEUE]) if dead.id == message_id],
        what="it in the dead letters",
    )

    assert letter.tries == 1
    assert "envelope" in letter.error
    replay(house.rabbitmq.url, [QUEUE], ids={message_id})  # and it comes straight back


def test_metrics_tell_of_calls_and_events(
    caller: Caller, keys: Keys, counter_of: Watched, ledger: RunningService, counter: RunningService
) -> None:
    caller.call(PostEntry(account=counter_of.account, amount=1), actor=keys.member(), key="k")
    wait_for(counter_of.seen, what="the event counted")

    assert 'agentspace_calls_total{method="ledger.post_entry",outcome="ok"}' in ledger.get("/metrics")[1]
    told = counter.get("/metrics")[1]
    assert 'agentspace_events_total{consumer="counter.on_entry_posted",outcome="handled"}' in told


def test_every_log_line_of_a_request_bears_its_trace_id_in_both_services(
    caller: Caller, keys: Keys, counter_of: Watched, ledger: RunningService, counter: RunningService
) -> None:
    trace = Trace.new()
    command = PostEntry(account=counter_of.account, amount=1)
    caller.call(command, actor=keys.member(), key="k", traceparent=str(trace))
    wait_for(counter_of.seen, what="the event counted")

    def lines(service: RunningService) -> list[dict[str, object]]:
        return [
            line for line in map(json.loads, service.log.read_text().splitlines()) if line["trace_id"] == trace.trace_id
        ]

    assert wait_for(lambda: lines(ledger), what="the call in the log")[0]["method"] == "ledger.post_entry"
    assert wait_for(lambda: lines(counter), what="the event in the log")[0]["consumer"] == "counter.on_entry_posted"
