"""How the topics that a person switched off are kept."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.kit.work import Work
from services.notifications.domain.preferences import Preferences
from services.notifications.tables import preferences


class SqlPreferences:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def of(self, account_id: UUID) -> Preferences:
        return preferences_of(self._session, account_id)

    def locked(self, account_id: UUID) -> Preferences:
        first = insert(preferences).values(account_id=account_id, muted=[], version=0)
        self._session.execute(first.on_conflict_do_nothing())
        return preferences_of(self._session, account_id, locked=True)

    def save(self, chosen: Preferences) -> None:
        mine = sa.update(preferences).where(preferences.c.account_id == chosen.account_id)
        self._session.execute(mine.values(muted=sorted(chosen.muted), version=chosen.version))


def preferences_of(session: Session, account_id: UUID, *, locked: bool = False) -> Preferences:
    """What a person who never chose anything has: everything by e-mail."""
    found = sa.select(preferences).where(preferences.c.account_id == account_id)
    row = session.execute(found.with_for_update() if locked else found).mappings().one_or_none()
    return Preferences(account_id, set(row["muted"]), row["version"]) if row else Preferences(account_id)
