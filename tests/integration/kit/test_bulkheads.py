"""The ledger has ten workers; its slow calls may hold one of them, and ten more may stand in line."""

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any, Protocol
from uuid import uuid4

import pytest
import sqlalchemy as sa

from services.contracts.refusals import Refusal
from tests.house.ledger.contracts import GetBalance, ManyAtTheCounter, PostSlowly
from tests.house.ledger.service import SLOWLY
from tests.parts.caller import Caller
from tests.parts.house import House, url_of
from tests.parts.keys import Keys
from tests.parts.service import RunningService
from tests.parts.waiting import PATIENCE, wait_for

WORKERS = 10
FIT = 11
"""One that runs and ten in line."""


class Send(Protocol):
    def __call__(self, amount: int, *, deadline: float = 60) -> str: ...


@pytest.fixture
def account() -> str:
    return uuid4().hex


@pytest.fixture
def let_go(ledger_database: sa.Engine) -> Iterator[Callable[[], Any]]:
    """No slow call gets on before this is called."""
    with ledger_database.connect() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(SLOWLY)))
        yield lambda: connection.execute(sa.select(sa.func.pg_advisory_unlock_all()))
        connection.execute(sa.select(sa.func.pg_advisory_unlock_all()))


@pytest.fixture
def send(caller: Caller, keys: Keys, account: str) -> Send:
    member = keys.member()

    def send(amount: int, *, deadline: float = 60) -> str:
        body = {"args": [PostSlowly(account=account, amount=amount).model_dump()], "kwargs": {}}
        headers = caller.headers(member, f"{account} {amount}", deadline)
        return caller.send("ledger.post_slowly", body, **headers)

    return send


def test_a_rush_of_slow_calls_holds_nobody_up_and_is_served_in_order(
    ledger: RunningService, caller: Caller, account: str, let_go: Callable[[], Any], send: Send
) -> None:
    rush = [send(amount) for amount in range(FIT)]
    for _ in range(2 * WORKERS):
        assert caller.call(GetBalance(account=account)).entries == 0

    let_go()
    replies = caller.receive_all(rush, timeout=PATIENCE)

    assert list(replies) == rush
    assert [reply["error"] for reply in replies.values()] == [None] * FIT


def test_who_finds_the_line_full_is_told_when_to_come_back_and_then_gets_in(
    ledger: RunningService, caller: Caller, account: str, let_go: Callable[[], Any], send: Send
) -> None:
    served = [send(amount) for amount in range(FIT)]
    sent_away = [send(amount) for amount in range(FIT, FIT + 5)]
    told = caller.receive_all(sent_away, timeout=PATIENCE)

    assert list(told) == sent_away
    refusals = [Refusal.from_wire(reply["error"]["exc_args"][0]) for reply in told.values()]
    assert {type(refusal) for refusal in refusals} == {ManyAtTheCounter}
    waits = [refusal.facts["retry_after"] for refusal in refusals]
    assert waits == sorted(waits)
    assert waits[0] >= 1

    let_go()
    assert len(caller.receive_all(served, timeout=PATIENCE)) == FIT
    again = [send(amount) for amount in range(FIT, FIT + 5)]
    assert [reply["error"] for reply in caller.receive_all(again, timeout=PATIENCE).values()] == [None] * 5
    assert caller.call(GetBalance(account=account)).entries == FIT + 5, "who was sent away left nothing behind"


def test_who_could_not_be_answered_in_time_is_told_so_at_once(
    ledger: RunningService, caller: Caller, let_go: Callable[[], Any], send: Send
) -> None:
    first = send(1)
    hurried = send(2, deadline=0.01)

    error = caller.receive(hurried, timeout=PATIENCE)["error"]

    assert error["value"] == ManyAtTheCounter.code
    let_go()
    assert caller.receive(first, timeout=PATIENCE)["error"] is None


def test_a_process_that_stops_gives_back_who_stands_in_line(
    house: House,
    ledger: RunningService,
    ledger_database: sa.Engine,
    caller: Caller,
    let_go: Callable[[], Any],
    send: Send,
) -> None:
    rush = [send(amount) for amount in range(FIT)]
    wait_for(lambda: in_line(ledger) == FIT - 1, what="a line")
    other = house.service("tests.house.ledger", url_of(ledger_database)).start()
    try:
        os.kill(ledger.pid, signal.SIGTERM)
        wait_for(lambda: in_line(other) == FIT - 2, what="the line in the other process")
        let_go()
        replies = caller.receive_all(rush, timeout=PATIENCE)
        assert [reply["error"] for reply in replies.values()] == [None] * FIT
        assert ledger.stop() == 0  # told a second time, which changes nothing
        assert "Traceback" not in ledger.log.read_text()
    finally:
        other.kill()


def in_line(service: RunningService) -> int:
    lines = service.get("/metrics")[1].splitlines()
    return next((int(float(line.split()[1])) for line in lines if line.startswith("agentspace_calls_in_line{")), 0)
