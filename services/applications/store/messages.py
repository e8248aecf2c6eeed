"""How the thread is kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, update

from services.applications.domain.thread import Message
from services.applications.tables import MESSAGES
from services.contracts.applications import Author
from services.kit.work import Work


class SqlMessages:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def add(self, message: Message) -> None:
        self._session.execute(
            insert(MESSAGES).values(
                id=message.id,
                application_id=message.application_id,
                author=message.author,
                author_id=message.author_id,
                body=message.body,
                document_ids=message.document_ids,
                sent_at=message.sent_at,
            )
        )

    def mark_read(self, application_id: UUID, reader: Author, at: datetime) -> None:
        c = MESSAGES.c
        self._session.execute(
            update(MESSAGES)
            .where(c.application_id == application_id, c.author != reader, c.read_at.is_(None))
            .values(read_at=at)
        )
