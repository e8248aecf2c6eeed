"""Calls that wait in the queue when a service starts or comes back, more of them than it takes at once; and that a
service which consumes nothing says so."""

import json
from collections.abc import Iterator

import pika
import pytest

from services.kit.database.house_tables import metadata_with_house_tables
from tests.house.crowd.contracts import Greet
from tests.parts.caller import Caller
from tests.parts.house import House, url_of
from tests.parts.service import RunningService
from tests.parts.waiting import wait_for

WAITING = 40
"""Four times the prefetch: ten that nobody settles stop everything behind them."""
TIMES = 2
"""Which consumer is opened first is a matter of chance."""


@pytest.fixture(scope="module")
def crowd(house: House) -> Iterator[RunningService]:
    engine = house.new_engine("crowd")
    metadata_with_house_tables().create_all(engine)
    service = house.service("tests.house.crowd", url_of(engine)).start()
    yield service
    service.kill()
    engine.dispose()


@pytest.fixture(autouse=True)
def broker_back(house: House) -> Iterator[None]:
    yield
    house.rabbitmq.start()


def call_many_times(house: House, *, seconds: float = 0) -> None:
    """Nobody waits for the answers."""
    caller = Caller(house.rabbitmq.url, confirms=True)
    for _ in range(WAITING):
        caller.send("crowd.greet", {"args": [{"seconds": seconds}], "kwargs": {}})
    caller.close()


def assert_all_are_settled(house: House) -> None:
    caller = Caller(house.rabbitmq.url)
    caller.call(Greet())
    caller.close()
    wait_for(lambda: calls_held(house) == 0, what="every call settled")


def calls_held(house: House) -> int:
    """Waiting, or delivered and not acknowledged."""
    told = json.loads(house.rabbitmq.ctl("list_queues", "name", "messages", "--formatter", "json"))
    return next(int(queue["messages"]) for queue in told if queue["name"] == "rpc-crowd")


def test_a_service_that_starts_answers_the_calls_that_wait(house: House, crowd: RunningService) -> None:
    for _ in range(TIMES):
        crowd.kill()
        call_many_times(house)
        crowd.start()
        assert_all_are_settled(house)


def test_a_service_that_comes_back_to_the_broker_answers_the_calls_that_wait(
    house: House, crowd: RunningService
) -> None:
    for _ in range(TIMES):
        crowd.pause()
        try:
            call_many_times(house)
            house.rabbitmq.kill()
            house.rabbitmq.start()
        finally:
            crowd.resume()
        assert_all_are_settled(house)


def test_a_service_whose_queue_was_deleted_makes_it_anew_and_serves(house: House, crowd: RunningService) -> None:
    pid = crowd.pid
    caller = Caller(house.rabbitmq.url)
    caller.delete_queue("rpc-crowd")
    caller.close()

    def bound() -> bool:
        return "nameko-rpc\trpc-crowd" in house.rabbitmq.ctl("list_bindings", "source_name", "destination_name")

    wait_for(bound, what="the queue again, and bound")
    assert_all_are_settled(house)
    assert crowd.pid == pid


@pytest.fixture
def impatient(house: House, crowd: RunningService) -> Iterator[RunningService]:
    """Takes for stuck what lasts two seconds."""
    crowd.stop()
    crowd.start(WORK_TIMEOUT="1")
    yield crowd
    crowd.kill()
    crowd.start()


def consuming(service: RunningService) -> str:
    status, told = service.get("/health/live")
    state: str = json.loads(told)["consuming"]
    assert (status == 200) is (state == "ok")
    return state


def test_a_service_whose_calls_another_takes_is_not_alive_though_connected(
    house: House, impatient: RunningService
) -> None:
    with pika.BlockingConnection(pika.URLParameters(house.rabbitmq.url)) as thief:
        thief.channel().basic_consume("rpc-crowd", lambda *_: None, arguments={"x-priority": 10})
        wait_for(lambda: consuming(impatient) == "fails", what="noticed")
        assert impatient.get("/health/ready")[0] == 200

    wait_for(lambda: consuming(impatient) == "ok", what="consuming again")


def test_a_service_that_holds_its_calls_for_ever_is_not_alive_and_connects_anew(
    house: House, impatient: RunningService
) -> None:
    call_many_times(house, seconds=6)

    wait_for(lambda: consuming(impatient) == "fails", what="noticed")
    wait_for(lambda: "connected, and consuming nothing" in impatient.log.read_text(), what="a new one")
    assert impatient.running
