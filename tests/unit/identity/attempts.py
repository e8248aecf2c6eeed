"""The port of attempts by hand."""

from datetime import datetime

from services.identity.domain.attempts import (
    ATTACK_COUNTED_FOR,
    COUNTED_FOR,
    KNOWN_FOR,
    SPRAYING_COUNTED_FOR,
    History,
    Try,
)


class InMemoryAttempts:
    def __init__(self) -> None:
        self.failures: list[tuple[Try, datetime]] = []
        self.successes: list[tuple[Try, datetime]] = []
        self.requests: list[tuple[str, datetime]] = []

    def history(self, attempt: Try, now: datetime) -> History:
        known = attempt.device != "" and any(
            (one.account, one.device) == (attempt.account, attempt.device) and at > now - KNOWN_FOR
            for one, at in self.successes
        )

        def here(one: Try) -> bool:
            place = one.device == attempt.device if known else one.source == attempt.source
            return one.account == attempt.account and place

        own = (at for one, at in self.successes if here(one) and one.device == attempt.device)
        since = max([now - COUNTED_FOR, *own])
        failures_here = [at for one, at in self.failures if here(one) and at > since]
        of_source = [
            at for one, at in self.failures if one.source == attempt.source and at > now - SPRAYING_COUNTED_FOR
        ]
        return History(
            known,
            len(failures_here),
            max(failures_here, default=None),
            sum(one.account == attempt.account and at > now - ATTACK_COUNTED_FOR for one, at in self.failures),
            len(of_source),
            max(of_source, default=None),
        )

    def failed(self, attempt: Try, now: datetime) -> None:
        self.failures.append((attempt, now))

    def succeeded(self, attempt: Try, now: datetime) -> None:
        self.successes.append((attempt, now))

    def forgive(self, account: str) -> None:
        self.failures = [(one, at) for one, at in self.failures if one.account != account]

    def requested(self, source: str, now: datetime) -> None:
        self.requests.append((source, now))

    def recent_requests(self, source: str, since: datetime) -> int:
        return sum(one == source and at > since for one, at in self.requests)
