"""The private addresses by which members have their deadlines elsewhere."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from services.applications.tables import CALENDARS
from services.contracts.base import Language
from services.kit.work import Work


class SqlCalendars:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def keep(self, member_id: UUID, token_hash: str, language: Language, at: datetime) -> None:
        made = {"token_hash": token_hash, "language": language, "made_at": at}
        keeping = insert(CALENDARS).values(member_id=member_id, **made)
        self._session.execute(keeping.on_conflict_do_update(index_elements=[CALENDARS.c.member_id], set_=made))

    def forget(self, member_id: UUID) -> None:
        self._session.execute(delete(CALENDARS).where(CALENDARS.c.member_id == member_id))
