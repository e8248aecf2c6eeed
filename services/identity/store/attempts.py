"""The log of login attempts, and the counts that slow a guesser down."""

from datetime import datetime

import sqlalchemy as sa

from services.identity.domain.attempts import (
    ATTACK_COUNTED_FOR,
    COUNTED_FOR,
    KNOWN_FOR,
    SPRAYING_COUNTED_FOR,
    History,
    Try,
)
from services.identity.tables import ATTEMPTS
from services.kit.work import Work


class SqlAttempts:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def history(self, attempt: Try, now: datetime) -> History:
        """Two guesses sent at once would each see none before it: the second waits here for the first."""
        place = sa.func.hashtextextended(f"{attempt.account} {attempt.source}", 0)
        self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(place)))
        return self.look_at(attempt, now)

    def look_at(self, attempt: Try, now: datetime) -> History:
        a = ATTEMPTS.c
        on_account = a.account == attempt.account
        known_device = bool(attempt.device) and self._has_opened(attempt, now)
        here = sa.and_(on_account, a.device == attempt.device if known_device else a.source == attempt.source)
        # Of this device: what opens the account beside a guesser gives the guesser no new tries.
        succeeded = sa.and_(here, a.device == attempt.device, a.kind == "succeeded", a.at > now - COUNTED_FOR)
        last_success = sa.select(sa.func.max(a.at)).where(succeeded).scalar_subquery()
        failed = a.kind == "failed"
        since = sa.func.greatest(now - COUNTED_FOR, last_success)
        failures_here, last_here = self._counted(here, failed, a.at > since)
        on_account_failures, _ = self._counted(on_account, failed, a.at > now - ATTACK_COUNTED_FOR)
        of_source, last_of_source = self._counted(a.source == attempt.source, failed, a.at > now - SPRAYING_COUNTED_FOR)
        return History(known_device, failures_here, last_here, on_account_failures, of_source, last_of_source)

    def _has_opened(self, attempt: Try, now: datetime) -> bool:
        a = ATTEMPTS.c
        opened = sa.and_(a.account == attempt.account, a.kind == "succeeded", a.at > now - KNOWN_FOR)
        found: bool = self._session.execute(
            sa.select(sa.exists().where(opened, a.device == attempt.device))
        ).scalar_one()
        return found

    def failed(self, attempt: Try, now: datetime) -> None:
        self._add("failed", attempt, now)

    def succeeded(self, attempt: Try, now: datetime) -> None:
        self._add("succeeded", attempt, now)

    def forgive(self, account: str) -> None:
        self._session.execute(sa.delete(ATTEMPTS).where(ATTEMPTS.c.account == account, ATTEMPTS.c.kind == "failed"))

    def requested(self, source: str, now: datetime) -> None:
        self._add("requested", Try("", source, ""), now)

    def asked_for_number(self, source: str, now: datetime) -> None:
        self._add("number_requested", Try("", source, ""), now)

    def recent_requests(self, source: str, since: datetime) -> int:
        a = ATTEMPTS.c
        return self._counted(a.source == source, a.kind == "requested", a.at > since)[0]

    def _counted(self, *conditions: sa.ColumnElement[bool]) -> tuple[int, datetime | None]:
        row = self._session.execute(
            sa.select(sa.func.count(), sa.func.max(ATTEMPTS.c.at)).select_from(ATTEMPTS).where(*conditions)
        ).one()
        return row[0], row[1]

    def _add(self, kind: str, attempt: Try, now: datetime) -> None:
        self._session.execute(
            sa.insert(ATTEMPTS).values(
                kind=kind, account=attempt.account, source=attempt.source, device=attempt.device, at=now
            )
        )
