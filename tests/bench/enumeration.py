"""Whether the time of an answer tells that an account exists: medians over 500 tries each (docs/security.md 4)."""

from statistics import median
from time import perf_counter

from deploy.demo.client import Client
from tests.bench.figures import Figure
from tests.journeys.people import Opened

TRIES = 500
UNKNOWN = "99999990"
ROUTES: dict[str, dict[str, str]] = {
    "/auth/login": {"password": "ce-n-est-pas-le-bon-2026", "portal": "agent"},
    "/auth/first-login": {},
    "/auth/forgotten-password": {},
}
MOST = 10
"""Milliseconds that the medians may differ by."""


def measure(gateway: str, member: Opened) -> list[Figure]:
    visitor = Client(gateway)
    return [_compared(visitor, path, member.credentials["cgos_number"]) for path in ROUTES]


def _compared(visitor: Client, path: str, known: str) -> Figure:
    spent: dict[str, list[float]] = {known: [], UNKNOWN: []}
    for attempt in range(TRIES):
        for turn, number in enumerate(spent):
            # From a network of its own each time: who tries often is slowed, whatever they try.
            source = f"10.{turn}.{attempt // 2}.1" if attempt % 2 else f"11.{turn}.{attempt // 2}.1"
            start = perf_counter()
            answer = visitor.send(
                "POST", path, {"cgos_number": number} | ROUTES[path], headers={"X-Forwarded-For": source}
            )
            spent[number].append((perf_counter() - start) * 1000)
            if answer.status_code not in {202, 401}:
                raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:200]}")
    mine, others = (median(times) for times in spent.values())
    name = f"{path}, known and unknown number, median of {TRIES}"
    return Figure(name, mine, others, None, mine / others, f"ms; differ by {abs(mine - others):.1f}, at most {MOST}")
