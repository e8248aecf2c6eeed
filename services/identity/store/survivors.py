"""Survivors' accesses, within reach of the officer who sees to them; for the audit they are the deceased's file."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from services.contracts.identity.refusals import UnknownPerson
from services.contracts.identity.survivors import UnknownSurvivor
from services.identity.domain.accounts import Account
from services.identity.domain.survivors import require_survivor
from services.identity.store.accounts import SqlAccounts
from services.identity.store.reach import is_within_reach
from services.identity.tables import ACCOUNTS
from services.kit.work import Work


class SqlSurvivors:
    """`accounts`: where what is got from here is saved."""

    def __init__(self, work: Work, accounts: SqlAccounts) -> None:
        self._work = work
        self._session = work.session
        self._accounts = accounts

    def member_within_reach(self, cgos_number: str) -> Account | None:
        found = self._accounts.by_number(cgos_number)
        if found is None or not is_within_reach(self._session, found.id, self._work.actor):
            return None
        self._work.concerns(found.id)
        return found

    def get(self, survivor_id: UUID) -> Account:
        try:
            found = self._accounts.get(survivor_id)
        except UnknownPerson as unknown:
            raise UnknownSurvivor("There is no such access.") from unknown
        deceased_id = require_survivor(found)
        if not is_within_reach(self._session, deceased_id, self._work.actor):
            raise UnknownSurvivor("There is no such access.")
        self._work.concerns(deceased_id)
        return found

    def has_open_access(self, deceased_id: UUID, email: str) -> bool:
        a = ACCOUNTS.c
        same = (a.survives == deceased_id, sa.func.lower(a.email) == email.strip().lower(), a.closed_at.is_(None))
        return bool(self._session.scalar(sa.select(sa.exists().where(*same))))

    def due(self, now: datetime, limit: int) -> list[Account]:
        a = ACCOUNTS.c
        due = sa.select(a.id).where(a.access_ends_at <= now, a.closed_at.is_(None)).order_by(a.access_ends_at)
        found = self._session.scalars(due.limit(limit).with_for_update(skip_locked=True))
        return [self._accounts.get(each) for each in found.all()]
