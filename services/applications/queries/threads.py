"""The thread of an application."""

from uuid import UUID

from sqlalchemy import RowMapping, select, tuple_
from sqlalchemy.orm import Session

from services.applications.domain.thread import Message
from services.applications.queries.keyset import after, next_cursor
from services.applications.tables import APPLICATIONS, MESSAGES
from services.contracts.actor import Actor, Role
from services.contracts.applications import ListMessages, MessageView, NoThreadYet, UnknownApplication
from services.contracts.base import Page


def list_messages(session: Session, query: ListMessages, actor: Actor) -> Page[MessageView]:
    _require_reader(session, query.application_id, actor)
    m = MESSAGES.c
    statement = select(MESSAGES).where(m.application_id == query.application_id).order_by(m.sent_at, m.id)
    if query.cursor:
        statement = statement.where(tuple_(m.sent_at, m.id) > after(query.cursor))
    rows = session.execute(statement.limit(query.limit + 1)).mappings().all()
    return Page[MessageView](
        items=[_view(row) for row in rows[: query.limit]],
        next_cursor=next_cursor(rows, query.limit, "sent_at", "id"),
    )


def message_view(message: Message) -> MessageView:
    return MessageView(
        id=message.id,
        author=message.author,
        body=message.body,
        sent_at=message.sent_at,
        read_at=message.read_at,
        document_ids=message.document_ids,
    )


def _require_reader(session: Session, application_id: UUID, actor: Actor) -> None:
    a = APPLICATIONS.c
    row = session.execute(select(a.member_id, a.submitted_at).where(a.id == application_id)).one_or_none()
    if row is None:
        raise UnknownApplication
    if Role.OFFICER in actor.roles:
        if row.submitted_at is None:
            raise UnknownApplication
    elif row.member_id != actor.id:
        raise UnknownApplication
    elif row.submitted_at is None:
        raise NoThreadYet


def _view(row: RowMapping) -> MessageView:
    return MessageView(
        id=row["id"],
        author=row["author"],
        body=row["body"],
        sent_at=row["sent_at"],
        read_at=row["read_at"],
        document_ids=row["document_ids"],
    )
