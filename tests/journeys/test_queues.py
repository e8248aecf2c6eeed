"""The queues of a broker that the whole house stands on, as the broker has them."""

import json

import pytest

from deploy.native.stack import Stack

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def queues(whole_stack: Stack) -> dict[str, dict[str, object]]:
    """Arguments by name, with `durable` and `exclusive` among them."""
    columns = ("name", "durable", "exclusive", "arguments")
    told = whole_stack.blueprint.broker.ctl("list_queues", "--formatter", "json", *columns)
    found = {}
    for queue in json.loads(told):
        arguments = {name: value for name, _, value in _triples(queue["arguments"])}
        found[queue["name"]] = arguments | {"durable": queue["durable"], "exclusive": queue["exclusive"]}
    return found


def _triples(arguments: object) -> list[tuple[str, str, object]]:
    """rabbitmqctl prints a table of arguments as an object, or as [name, type, value] rows, by its version."""
    if isinstance(arguments, dict):
        return [(name, "", value) for name, value in arguments.items()]
    assert isinstance(arguments, list)
    return [tuple(row) for row in arguments]


def work_queues(queues: dict[str, dict[str, object]]) -> list[str]:
    return [name for name in queues if name.startswith(("evt-", "rpc-")) and not name.endswith(".sealed")]


def test_every_work_queue_has_its_dead_letter_queue(queues: dict[str, dict[str, object]]) -> None:
    assert len(work_queues(queues)) > 20
    for name in work_queues(queues):
        assert queues[name]["x-dead-letter-exchange"] == "dead-letters"
        assert queues[name]["x-dead-letter-routing-key"] == name
        assert f"dead.{name}" in queues


def test_every_event_that_was_put_off_comes_back_to_a_queue_of_its_own(queues: dict[str, dict[str, object]]) -> None:
    for name in work_queues(queues):
        if name.startswith("evt-"):
            assert queues[f"retry.{name}"]["x-dead-letter-routing-key"] == name


def test_events_wait_only_where_a_lost_node_loses_none(queues: dict[str, dict[str, object]]) -> None:
    kept = [name for name in queues if name.startswith(("evt-", "retry.evt-", "dead.evt-", "delay."))]
    assert {queues[name]["x-queue-type"] for name in kept} == {"quorum"}


def test_calls_that_hold_secrets_of_people_have_no_dead_letters(queues: dict[str, dict[str, object]]) -> None:
    sealed = {name: queue for name, queue in queues.items() if name.endswith(".sealed")}
    assert sealed.keys() == {"rpc-identity.sealed"}
    assert not any("x-dead-letter-exchange" in queue for queue in sealed.values())


def test_no_queue_is_left_that_nobody_knows(queues: dict[str, dict[str, object]]) -> None:
    known = ("evt-", "retry.evt-", "rpc-", "dead.", "delay.", "rpc.reply-")
    strange = [name for name in queues if not name.startswith(known) and not queues[name]["exclusive"]]
    assert strange == []


def test_replies_wait_in_no_quorum_queue_and_nothing_is_declared_that_rabbitmq_4_refuses(
    queues: dict[str, dict[str, object]],
) -> None:
    replies = [name for name in queues if name.startswith("rpc.reply-")]
    assert replies
    assert all(queues[name].get("x-queue-type", "classic") == "classic" for name in replies)
    assert all(queue["durable"] or queue["exclusive"] for queue in queues.values())
