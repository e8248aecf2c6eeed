"""Nobody learns whether an account exists: the same status, body, headers and work (docs/security.md 4)."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from services.identity.before import draft_temporary_password
from services.identity.hashing import Hashing
from tests.journeys.cast import Cast

TRIES = 15
ROUNDS = 3
Ask = Callable[[str, int], httpx.Response]
"""A number, and which try it is."""


def asking(cast: Cast, path: str, more: dict[str, str]) -> Ask:
    """Each try from a network of its own: throttling slows whoever tries often, whatever they try."""

    def ask(number: str, attempt: int) -> httpx.Response:
        source = {"X-Forwarded-For": f"10.{attempt // 250}.{attempt % 250}.1"}
        return cast.visitor.send("POST", path, {"cgos_number": number} | more, headers=source)

    return ask


ROUTES: dict[str, dict[str, str]] = {
    "/auth/login": {"password": "ce-n-est-pas-le-bon-2026", "portal": "agent"},
    "/auth/first-login": {},
    "/auth/forgotten-password": {},
}


@pytest.mark.parametrize("path", ROUTES)
def test_an_unknown_number_is_answered_like_a_known_one(path: str, cast: Cast) -> None:
    """The times are compared generously: tests/bench/enumeration.py measures them."""
    ask, known, unknown = asking(cast, path, ROUTES[path]), cast.agent_a.credentials["cgos_number"], "99999990"
    first, second = ask(known, 0), ask(unknown, 1)
    assert shown(first) == shown(second)
    medians = []
    for turn in range(ROUNDS):  # a busy machine may be unfair once, hardly three times
        spent: dict[str, list[float]] = {known: [], unknown: []}
        for attempt in range(TRIES):
            for number, times in spent.items():
                start = perf_counter()
                answer = ask(number, 2 + turn * TRIES + attempt)
                times.append(perf_counter() - start)
                assert answer.status_code == first.status_code
        medians.append(tuple(median(times) * 1000 for times in spent.values()))
        print(f"{path}: known {medians[-1][0]:.1f} ms, unknown {medians[-1][1]:.1f} ms")
        if 0.6 < medians[-1][0] / medians[-1][1] < 1 / 0.6:
            return
    pytest.fail(f"{path}: medians of known and unknown differ in each round: {medians}")


def test_asking_for_a_number_again_is_answered_like_the_first_time(cast: Cast) -> None:
    me = cast.agent_a.call("GET", "/me")
    identity = {name: me[name] for name in ("family_name", "given_name", "birth_date", "email")}
    again = cast.visitor.send("POST", "/number-requests", cast.number_request(**identity))
    first = cast.visitor.send("POST", "/number-requests", cast.number_request())
    assert (again.status_code, again.json().keys()) == (first.status_code, first.json().keys()) == (202, {"id"})


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
    return answer.status_code, answer.text, sorted(set(answer.headers) - {"date"})
