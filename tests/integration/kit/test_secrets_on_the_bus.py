"""A canary of a secret, sent to a service that answers, to one that is away, and by an eavesdropper of all calls: it is
nowhere on the bus, among the dead, in the logs or in what the broker writes to disk."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pika
import pytest

from services.kit.proofs import PROOF
from tests.house.ledger.contracts import EntryView, Whisper
from tests.parts.caller import Caller, NoAnswer
from tests.parts.house import House
from tests.parts.service import RunningService
from tests.parts.waiting import wait_for

pytestmark = pytest.mark.usefixtures("ledger")


@pytest.fixture
def canary() -> str:
    return f"canary-{uuid4().hex}"


def waiting(channel: Any, queue: str) -> int:
    return int(channel.queue_declare(queue, passive=True).method.message_count)


def dead_calls(channel: Any) -> list[bytes]:
    return [channel.basic_get("dead.rpc-ledger")[2] for _ in range(waiting(channel, "dead.rpc-ledger"))]


def files_that_hold(directory: Path, canary: str) -> list[str]:
    files = [file for file in directory.rglob("*") if file.is_file()]
    assert files
    return [str(file) for file in files if canary.encode() in file.read_bytes()]


def test_a_secret_arrives_and_so_does_its_answer_and_neither_is_seen_on_the_way(
    house: House, caller: Caller, canary: str
) -> None:
    with pika.BlockingConnection(pika.URLParameters(house.rabbitmq.url)) as connection:
        channel = connection.channel()
        everything = channel.queue_declare("", exclusive=True).method.queue
        channel.queue_bind(everything, "nameko-rpc", "#")

        answer: EntryView = caller.call(Whisper(account=canary), key="k")

        seen = []
        while body := channel.basic_get(everything, auto_ack=True)[2]:
            seen.append(body)
    assert answer.account == canary
    assert len([body for body in seen if b"sealed" in body]) >= 2  # there and back
    assert not [body for body in seen if canary.encode() in body]


def test_a_secret_that_nobody_takes_off_the_queue_is_dropped_and_leaves_nothing_on_disk(
    house: House, ledger: RunningService, caller: Caller, canary: str
) -> None:
    body, _ = caller.encode(Whisper(account=canary))
    with pika.BlockingConnection(pika.URLParameters(house.rabbitmq.url)) as connection:
        channel = connection.channel()
        ledger.stop()
        try:
            properties = pika.BasicProperties(expiration="200", delivery_mode=2)
            for _ in range(50):
                channel.basic_publish("nameko-rpc", Whisper.routing_key(), json.dumps(body).encode(), properties)
            wait_for(lambda: waiting(channel, "rpc-ledger.sealed") == 0, what="them dropped")
            found = dead_calls(channel)
        finally:
            ledger.start()
    assert not [body for body in found if b"sealed" in body]
    assert files_that_hold(house.rabbitmq.directory, canary) == []


def test_a_secret_in_clear_is_not_taken_and_goes_into_no_log(
    caller: Caller, ledger: RunningService, canary: str
) -> None:
    clear = {"args": [{"account": canary}], "kwargs": {}}
    headers = caller.headers(key="k")

    refused = caller.call_raw(Whisper.routing_key(), clear, **headers)["error"]["value"]

    assert refused == "not-authenticated"
    assert canary not in ledger.log.read_text()


def test_a_secret_that_cannot_be_read_is_dropped_and_not_kept_among_the_dead(
    house: House, caller: Caller, canary: str
) -> None:
    unreadable = {"args": canary, "nothing": "else"}
    unproven: dict[str, Any] = {PROOF: None}
    with pytest.raises(NoAnswer):
        caller.call_raw(Whisper.routing_key(), unreadable, timeout=1, **unproven)

    with pika.BlockingConnection(pika.URLParameters(house.rabbitmq.url)) as connection:
        channel = connection.channel()
        found = dead_calls(channel)
    assert not [body for body in found if canary.encode() in body]
