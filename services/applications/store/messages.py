"""How messages are kept: of applications, and of general threads."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, ColumnElement, exists, func, insert, select, update

from services.applications.domain.allowance import COUNTED_FOR, Allowance, Written
from services.applications.domain.thread import Message
from services.applications.tables import APPLICATIONS, MESSAGES
from services.contracts.applications import Author, UnknownMessage
from services.kit.database.counting import one_at_a_time, seconds_until_room
from services.kit.work import Work


class SqlMessages:
    _of: ClassVar[Column[Any]] = MESSAGES.c.application_id

    def __init__(self, work: Work) -> None:
        self._session = work.session

    def written_by(
        self, author: Author, author_id: UUID, thread_id: UUID, allowance: Allowance, now: datetime
    ) -> Written:
        c = MESSAGES.c
        thread, in_all = allowance.messages_per_hour_in_thread, 0
        in_thread = self._wait(self._of == thread_id, c.author == author, most=thread, now=now)
        if author == "member":  # an officer answers as many as there are
            one_at_a_time(self._session, f"messages of {author_id}")
            in_all = self._wait(c.author_id == author_id, most=allowance.messages_per_hour, now=now)
        return Written(in_thread, in_all)

    def _wait(self, *which: ColumnElement[bool], most: int, now: datetime) -> int:
        return seconds_until_room(self._session, MESSAGES.c.sent_at, *which, most=most, within=COUNTED_FOR, now=now)

    def unseen_since(self, thread_id: UUID, seen: UUID | None) -> datetime | None:
        if seen is None:
            return None
        c = MESSAGES.c
        sent_at = self._session.scalar(select(c.sent_at).where(self._of == thread_id, c.id == seen))
        if sent_at is None:
            raise UnknownMessage.at("/seen", "No message of this thread.")
        later = select(func.min(c.sent_at)).where(self._of == thread_id, c.author == "member", c.sent_at > sent_at)
        since: datetime | None = self._session.scalar(later)
        return since

    def add(self, message: Message) -> None:
        self._session.execute(
            insert(MESSAGES).values(
                id=message.id,
                author=message.author,
                author_id=message.author_id,
                body=message.body,
                document_ids=message.document_ids,
                items=message.items,
                sent_at=message.sent_at,
                **{self._of.name: message.in_thread},
            )
        )

    def mark_read(self, thread_id: UUID, reader: Author, at: datetime) -> None:
        c = MESSAGES.c
        self._session.execute(
            update(MESSAGES).where(self._of == thread_id, c.author != reader, c.read_at.is_(None)).values(read_at=at)
        )

    def find_unanswered(self) -> None:
        a, c, answers = APPLICATIONS.c, MESSAGES.c, MESSAGES.alias()
        of_officers = (answers.c.application_id == c.application_id, answers.c.author == "officer")
        later = ~exists().where(*of_officers, answers.c.sent_at > c.sent_at)
        first = select(func.min(c.sent_at)).where(c.application_id == a.id, c.author == "member", later)
        since = first.correlate(APPLICATIONS).scalar_subquery()
        unread = (a.unread_by_officer > 0, a.unanswered_since.is_(None), since.is_not(None))
        self._session.execute(update(APPLICATIONS).where(*unread).values(unanswered_since=since))


class SqlThreadMessages(SqlMessages):
    _of = MESSAGES.c.thread_id
