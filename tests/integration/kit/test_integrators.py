"""With nothing of ours but an account of their own, plain nameko, kombu and pika hear what is public of every event,
and replay a week of it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import kombu
import pika
import pytest

from services.kit.broker.integrators import VHOST
from services.kit.broker.topology import JOURNAL
from tests.house.ledger.contracts import PostEntry
from tests.parts.broker import INTEGRATOR, url_for
from tests.parts.caller import Caller
from tests.parts.house import House
from tests.parts.keys import Keys
from tests.parts.service import ROOT
from tests.parts.waiting import wait_for

pytestmark = pytest.mark.usefixtures("ledger")


@pytest.fixture
def account() -> str:
    return uuid4().hex


@pytest.fixture
def listener(house: House, tmp_path: Path) -> Iterator[Path]:
    """The file that a plain nameko service writes what it heard to."""
    heard = tmp_path / "heard"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HEARD": str(heard)}
    command = [
        *(str(Path(sys.executable).parent / "nameko"), "run"),
        *("--broker", url_for(house.rabbitmq, INTEGRATOR), "tests.house.listener.service"),
    ]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    yield heard
    process.kill()
    process.wait()


def test_a_plain_nameko_consumer_hears_it(
    house: House, caller: Caller, keys: Keys, account: str, listener: Path
) -> None:
    queues = ("list_queues", "--vhost", VHOST, "name")
    wait_for(lambda: "integrator.entries" in house.rabbitmq.ctl(*queues), what="its queue")

    caller.call(PostEntry(account=account, amount=1), actor=keys.member(), key="k")

    wait_for(lambda: listener.exists() and account in listener.read_text(), what="it heard")


def test_a_kombu_consumer_hears_it_as_a_cloud_event(house: House, caller: Caller, keys: Keys, account: str) -> None:
    heard: list[dict[str, Any]] = []

    def hear(body: dict[str, Any], message: kombu.Message) -> None:
        heard.append(body)
        message.ack()

    exchange = kombu.Exchange("ledger.events", "topic", durable=True, no_declare=True)
    queue = kombu.Queue(f"{INTEGRATOR}.kombu", exchange, routing_key="#", exclusive=True)
    with (
        kombu.Connection(url_for(house.rabbitmq, INTEGRATOR)) as connection,
        connection.Consumer([queue], callbacks=[hear]),
    ):
        entry = caller.call(PostEntry(account=account, amount=1), actor=keys.member(), key="k")
        while not heard:
            connection.drain_events(timeout=10)

    (event,) = heard
    assert event["specversion"] == "1.0"
    assert event["source"] == "/ledger"
    assert event["type"] == "entry_posted"
    assert event["subject"] == str(entry.id)
    assert event["datacontenttype"] == "application/json"
    assert event["data"] == {"entry_id": str(entry.id), "account": account}
    assert event["time"].endswith("Z")
    assert event["traceparent"].startswith("00-")


def test_a_pika_consumer_hears_it(house: House, caller: Caller, keys: Keys, account: str) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(url_for(house.rabbitmq, INTEGRATOR)))
    channel = connection.channel()
    queue = channel.queue_declare(f"{INTEGRATOR}.pika", exclusive=True).method.queue
    channel.queue_bind(queue, "ledger.events", "entry_posted")

    caller.call(PostEntry(account=account, amount=1), actor=keys.member(), key="k")

    _, properties, body = next(iter(channel.consume(queue, inactivity_timeout=10)))
    assert json.loads(body)["data"]["account"] == account
    assert properties.content_type == "application/json"
    assert properties.message_id == json.loads(body)["id"]
    connection.close()


def test_the_journal_replays_from_the_first_event_again_and_again(
    house: House, caller: Caller, keys: Keys, account: str
) -> None:
    member = keys.member()
    posted = [str(caller.call(PostEntry(account=account, amount=1), actor=member, key=f"k{n}").id) for n in range(10)]

    wait_for(lambda: replayed(house, account) == posted, what="all ten in the journal")

    assert replayed(house, account) == posted


def replayed(house: House, account: str) -> list[str]:
    """The subjects of an account's events, from the beginning of time, over plain AMQP."""
    connection = pika.BlockingConnection(pika.URLParameters(url_for(house.rabbitmq, INTEGRATOR)))
    channel = connection.channel()
    channel.basic_qos(prefetch_count=100)
    found = []
    for method, properties, body in channel.consume(
        JOURNAL, arguments={"x-stream-offset": "first"}, inactivity_timeout=0.3
    ):
        if method is None:
            break
        assert "x-stream-offset" in properties.headers
        if account.encode() in body:
            found.append(json.loads(body)["subject"])
        channel.basic_ack(method.delivery_tag)
    connection.close()
    return found


def test_an_integrators_queue_that_takes_nothing_more_holds_nobody_else_up(
    house: House, caller: Caller, keys: Keys, account: str
) -> None:
    connection = pika.BlockingConnection(pika.URLParameters(url_for(house.rabbitmq, INTEGRATOR)))
    channel = connection.channel()
    full = {"x-max-length": 1, "x-overflow": "reject-publish"}
    queue = channel.queue_declare(f"{INTEGRATOR}.full", exclusive=True, arguments=full).method.queue
    channel.queue_bind(queue, "ledger.events", "#")
    member = keys.member()

    posted = [str(caller.call(PostEntry(account=account, amount=1), actor=member, key=f"f{n}").id) for n in range(3)]

    wait_for(lambda: replayed(house, account) == posted, what="all three in the journal")
    connection.close()
