"""Nobody learns whether an account exists: the same status, body, headers and work (docs/security.md 4)."""

import re
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from services.identity.before import draft_temporary_password
from services.identity.hashing import Hashing
from tests.bench.enumeration import ROUTES, Somebody, somebody_and_nobody
from tests.journeys.cast import Cast

TRIES = 15
ROUNDS = 3


def asking(cast: Cast, path: str, who: Somebody, attempt: int) -> httpx.Response:
    """Each try from a network of its own: throttling slows whoever tries often, whatever they try."""
    source = {"X-Forwarded-For": f"10.{attempt // 250}.{attempt % 250}.1"}
    return cast.visitor.send("POST", path, ROUTES[path](who), headers=source)


@pytest.mark.parametrize("path", ROUTES)
def test_nobody_is_answered_like_somebody(path: str, cast: Cast) -> None:
    """The times are compared generously: tests/bench/enumeration.py measures them."""
    somebody, nobody = somebody_and_nobody(cast.agent_a.call("GET", "/me"))
    first = asking(cast, path, somebody, 0)
    assert shown(first) == shown(asking(cast, path, nobody, 1))
    medians = []
    for turn in range(ROUNDS):  # a busy machine may be unfair once, hardly three times
        spent: list[list[float]] = [[], []]
        for attempt in range(TRIES):
            for times, who in zip(spent, (somebody, nobody), strict=True):
                start = perf_counter()
                answer = asking(cast, path, who, 2 + turn * TRIES + attempt)
                times.append(perf_counter() - start)
                assert answer.status_code == first.status_code
        medians.append(tuple(median(times) * 1000 for times in spent))
        print(f"{path}: known {medians[-1][0]:.1f} ms, unknown {medians[-1][1]:.1f} ms")
        if 0.6 < medians[-1][0] / medians[-1][1] < 1 / 0.6:
            return
    pytest.fail(f"{path}: medians of known and unknown differ in each round: {medians}")


class Counted:
    """Runs what it is given, and tells which steps of argon2 that were."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def __call__(self, function: Callable[..., Any], *arguments: Any) -> Any:
        self.done.append(function.__name__)
        return function(*arguments)


def test_a_password_is_proved_against_something_where_there_is_no_account() -> None:
    work = Counted()
    hashing = Hashing(memory_kib=8, passes=1, lanes=1, run=work)
    kept = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("lampadaire tortue violette")
    assert not hashing.prove("ce-n-est-pas-le-bon", kept).matches
    for_an_account, work.done = work.done, []
    assert not hashing.prove("ce-n-est-pas-le-bon", None).matches
    assert work.done == for_an_account == ["_matches"]


def test_a_temporary_password_is_drawn_and_hashed_before_anybody_looks_for_the_account() -> None:
    assert "Draft" in str(draft_temporary_password.__annotations__["return"])
    assert draft_temporary_password.__code__.co_varnames[1] == "_command"  # so it cannot depend on the number


def shown(answer: httpx.Response) -> tuple[int, str, list[str]]:
    """Without the id of what was kept, which is another each time."""
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", answer.text)
    return answer.status_code, text, sorted(set(answer.headers) - {"date"})
