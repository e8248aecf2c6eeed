"""What is declared on the broker, as the broker tells it."""

import json
from typing import Any

import pytest

from services.kit.broker.integrators import VHOST
from services.kit.broker.topology import JOURNAL
from tests.house.counter.watching import QUEUE
from tests.parts.house import House
from tests.parts.service import RunningService


@pytest.fixture(scope="module")
def queues(house: House, ledger: RunningService, counter: RunningService) -> dict[str, dict[str, Any]]:
    assert ledger.running
    assert counter.running
    columns = ("name", "type", "durable", "exclusive", "auto_delete", "arguments")
    told = json.loads(house.rabbitmq.ctl("list_queues", *columns, "--formatter", "json"))
    return {queue["name"]: queue | {"arguments": arguments(queue["arguments"])} for queue in told}


def arguments(told: Any) -> dict[str, Any]:
    return {name: value for name, _, value in told} if isinstance(told, list) else dict(told)


def test_every_consumers_queue_has_its_dead_letters(queues: dict[str, dict[str, Any]]) -> None:
    ours = ("evt-ledger-entry_posted--counter", "rpc-ledger", "rpc-counter")
    consumed = [name for name in queues if name.startswith(ours) and not name.endswith(".sealed")]
    assert QUEUE in consumed
    for name in consumed:
        assert queues[name]["arguments"]["x-dead-letter-exchange"] == "dead-letters"
        assert queues[name]["arguments"]["x-dead-letter-routing-key"] == name
        assert f"dead.{name}" in queues


def test_events_delays_and_dead_letters_are_quorum_queues_that_lose_nothing(queues: dict[str, dict[str, Any]]) -> None:
    delays = [f"delay.counter.{number}" for number in (100, 200, 300, 400)]  # what the house of the tests is told
    assert queues.keys() >= set(delays)
    for name in [QUEUE, *delays]:
        assert queues[name]["type"] == "quorum"
        assert queues[name]["arguments"]["x-dead-letter-strategy"] == "at-least-once"
        assert queues[name]["arguments"]["x-overflow"] == "reject-publish"
    assert queues[f"dead.{QUEUE}"]["type"] == "quorum"


def test_calls_that_nobody_answered_are_kept_for_a_quarter_of_an_hour_and_no_longer(
    queues: dict[str, dict[str, Any]],
) -> None:
    dead = queues["dead.rpc-ledger"]["arguments"]

    assert (dead["x-message-ttl"], dead["x-max-length"], dead["x-overflow"]) == (900_000, 1000, "drop-head")


def test_reply_queues_are_never_quorum_and_go_with_their_process(queues: dict[str, dict[str, Any]]) -> None:
    replies = [queue for name, queue in queues.items() if name.startswith("rpc.reply-")]

    assert replies
    for queue in replies:
        assert queue["type"] == "classic"
        assert queue["arguments"]["x-expires"] == 300_000


def test_the_journal_is_a_stream_of_a_week(house: House) -> None:
    columns = ("name", "type", "arguments")
    told = json.loads(house.rabbitmq.ctl("list_queues", "--vhost", VHOST, *columns, "--formatter", "json"))
    (journal,) = [queue for queue in told if queue["name"] == JOURNAL]
    assert journal["type"] == "stream"
    assert arguments(journal["arguments"])["x-max-age"] == "7D"


def test_nothing_is_declared_that_rabbitmq_4_refuses(queues: dict[str, dict[str, Any]]) -> None:
    ours = [queue for name, queue in queues.items() if not name.startswith(("reply-gateway-", "amq."))]

    assert all(queue["durable"] or queue["exclusive"] for queue in ours)
    assert not any("ha-mode" in name or name == "x-queue-mode" for queue in ours for name in queue["arguments"])


def test_a_dead_letter_that_found_no_exchange_is_tried_again_soon(house: House) -> None:
    """What becomes due while the broker starts finds none yet. By itself RabbitMQ then waits for three minutes."""
    setting = house.rabbitmq.ctl("eval", "application:get_env(rabbit, dead_letter_worker_publisher_confirm_timeout).")
    assert setting.strip() == "{ok,5000}"
