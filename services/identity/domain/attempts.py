"""How long somebody who guesses must wait (docs/security.md 5).

Only the place that fails is slowed, so a stranger never locks a member out: a device that has opened this account
before keeps its own count, and a new place always has a first try.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.contracts.identity.refusals import TooManyAttempts

FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)
COUNTED_FOR = timedelta(hours=1)

ATTACKED_FROM = 50
"""Failures on one account, from everywhere, in a day: from then on a place that never opened it has one free try."""
ATTACK_COUNTED_FOR = timedelta(hours=24)
FIRST_WAIT_UNDER_ATTACK = timedelta(minutes=1)
LONGEST_WAIT_UNDER_ATTACK = timedelta(hours=1)

SPRAYING_FROM = 1000
"""Failures of one address prefix, on any account, in a quarter of an hour. A hospital of ten thousand may share a
prefix, so the threshold is high and the wait short."""
SPRAYING_COUNTED_FOR = timedelta(minutes=15)
LONGEST_WAIT_WHEN_SPRAYING = timedelta(seconds=60)

REQUESTS_WINDOW = timedelta(minutes=10)
KNOWN_FOR = timedelta(days=365)
"""How long a device that opened an account is remembered: many come back once a year."""


@dataclass(frozen=True, slots=True)
class Try:
    """Who tries to open what, from where; fingerprints, for people type passwords where numbers go."""

    account: str
    source: str
    """The address prefix."""
    device: str
    """What only this device could say of itself; empty where it says nothing, and then it is never known."""


@dataclass(frozen=True, slots=True)
class History:
    """What was tried on this account from this place, on this account from anywhere, from this place on any account."""

    known_device: bool = False
    failures_here: int = 0
    """Since the last success of this very device, within the hour."""
    last_failure_here: datetime | None = None
    failures_on_account: int = 0
    failures_of_source: int = 0
    last_failure_of_source: datetime | None = None


def _doubling(first: timedelta, times: int, longest: timedelta) -> timedelta:
    return longest if times > 20 else min(first * 2**times, longest)


def seconds_to_wait(history: History, now: datetime) -> int:
    until: list[datetime] = []
    attacked = not history.known_device and history.failures_on_account >= ATTACKED_FROM
    if history.last_failure_here is not None:
        over = history.failures_here - (1 if attacked else FREE_TRIES)
        if over >= 0:
            wait = (
                _doubling(FIRST_WAIT_UNDER_ATTACK, over, LONGEST_WAIT_UNDER_ATTACK)
                if attacked
                else _doubling(timedelta(seconds=1), over, LONGEST_WAIT)
            )
            until.append(history.last_failure_here + wait)
    if not history.known_device and history.last_failure_of_source is not None:
        over = history.failures_of_source - SPRAYING_FROM
        if over >= 0:
            wait = _doubling(timedelta(seconds=2), over // 10, LONGEST_WAIT_WHEN_SPRAYING)
            until.append(history.last_failure_of_source + wait)
    remaining = max((moment - now for moment in until), default=timedelta())
    return max(0, -int(-remaining.total_seconds() // 1))


def require_patience(history: History, now: datetime) -> None:
    wait = seconds_to_wait(history, now)
    if wait:
        raise TooManyAttempts("Too many attempts. Wait a little.", retry_after=wait)


def require_few_requests(recent: int, at_most: int) -> None:
    """For what anybody may ask without a password: counted by address prefix alone, it tells nothing of any account."""
    if recent >= at_most:
        raise TooManyAttempts(
            "Too many requests from this network.", retry_after=int(REQUESTS_WINDOW.total_seconds()) // 10
        )
