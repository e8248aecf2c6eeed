"""With nothing of ours but the broker's address, plain nameko, kombu and pika hear every event and replay a week."""

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

from services.kit.broker.topology import JOURNAL
from tests.house.ledger.contracts import PostEntry
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
        *("--broker", house.rabbitmq.url, "tests.house.listener.service"),
    ]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    yield heard
    process.kill()
    process.wait()


def test_a_plain_nameko_event_handler_hears_it(
    house: House, caller: Caller, keys: Keys, account: str, listener: Path
) -> None:
    wait_for(lambda: "listener.remember" in house.rabbitmq.ctl("list_queues", "name"), what="its queue")

    caller.call(PostEntry(account=account, amount=1), actor=keys.member(), key="k")

    wait_for(lambda: listener.exists() and account in listener.read_text(), what="it heard")


def test_a_kombu_consumer_hears_it_as_a_cloud_event(house: House, caller: Caller, keys: Keys, account: str) -> None:
    heard: list[dict[str, Any]] = []

    def hear(body: dict[str, Any], message: kombu.Message) -> None:
        heard.append(body)
        message.ack()

    exchange = kombu.Exchange("ledger.events", "topic", durable=True)
    queue = kombu.Queue("", exchange, routing_key="#", exclusive=True)
    with kombu.Connection(house.rabbitmq.url) as connection, connection.Consumer([queue], callbacks=[hear]):
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
    connection = pika.BlockingConnection(pika.URLParameters(house.rabbitmq.url))
    channel = connection.channel()
    queue = channel.queue_declare("", exclusive=True).method.queue
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
    connection = pika.BlockingConnection(pika.URLParameters(house.rabbitmq.url))
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
