"""Whether the time of an answer tells that an account exists: medians over 500 tries each (docs/security.md 4)."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

from deploy.demo.client import Client
from tests.bench.figures import Figure
from tests.journeys.people import Opened

TRIES = 500
UNKNOWN = "99999990"
Body = dict[str, Any]
Somebody = dict[str, Any]
"""Names, birth date, address, number."""


def _number(who: Somebody) -> Body:
    return {"cgos_number": who["cgos_number"]}


def _person(who: Somebody) -> Body:
    return {name: who[name] for name in ("family_name", "given_name", "birth_date", "email")}


def _asks(who: Somebody) -> Body:
    return _person(who) | {name: who[name] for name in ("portal", "profession", "establishment_id")}


ROUTES: dict[str, Callable[[Somebody], Body]] = {
    "/auth/login": lambda who: _number(who) | {"password": "ce-n-est-pas-le-bon-2026", "portal": "agent"},
    "/auth/first-login": _number,
    "/auth/forgotten-password": _number,
    "/auth/forgotten-number": _person,
    "/number-requests": _asks,
}
"""What is sent of somebody who has an account, and of somebody who has none."""
MOST = 10
"""Milliseconds that the medians may differ by."""


def somebody_and_nobody(me: dict[str, Any]) -> tuple[Somebody, Somebody]:
    """`me`: as the API answers whoever has an account."""
    somebody = me | {"establishment_id": me["establishment"]["id"]}
    nobody = {"cgos_number": UNKNOWN, "family_name": "Personne", "email": "personne@agentspace.example"}
    return somebody, somebody | nobody


def measure(gateway: str, member: Opened) -> list[Figure]:
    visitor = Client(gateway)
    somebody, nobody = somebody_and_nobody(member.client.call("GET", "/me"))
    return [_compared(visitor, path, somebody, nobody) for path in ROUTES]


def _compared(visitor: Client, path: str, somebody: Somebody, nobody: Somebody) -> Figure:
    spent: list[list[float]] = [[], []]
    for attempt in range(TRIES):
        for turn, who in enumerate((somebody, nobody)):
            # From a network of its own each time: who tries often is slowed, whatever they try.
            source = f"10.{turn}.{attempt // 2}.1" if attempt % 2 else f"11.{turn}.{attempt // 2}.1"
            start = perf_counter()
            answer = visitor.send("POST", path, ROUTES[path](who), headers={"X-Forwarded-For": source})
            spent[turn].append((perf_counter() - start) * 1000)
            if answer.status_code not in {202, 401}:
                raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:200]}")
    mine, others = (median(times) for times in spent)
    name = f"{path}, somebody and nobody of ours, median of {TRIES}"
    return Figure(name, mine, others, None, mine / others, f"ms; differ by {abs(mine - others):.1f}, at most {MOST}")
