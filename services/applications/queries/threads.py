"""The thread of an application."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from services.applications.domain.thread import Message
from services.applications.store.reach import within_reach
from services.applications.tables import APPLICATIONS, MESSAGES
from services.contracts.actor import Actor, Role
from services.contracts.applications import ListMessages, MessageView, NoThreadYet, UnknownApplication
from services.contracts.base import Page
from services.kit.database.paging import page_of


def list_messages(session: Session, query: ListMessages, actor: Actor) -> Page[MessageView]:
    _require_reader(session, query.application_id, actor)
    m = MESSAGES.c
    statement = select(MESSAGES).where(m.application_id == query.application_id)
    return page_of(session, statement, [m.sent_at, m.id], query, message_view)


def message_view(message: Message | Row[Any]) -> MessageView:
    """Of a message or of its row: the columns bear the names of its fields."""
    return MessageView.of(message)


def _require_reader(session: Session, application_id: UUID, actor: Actor) -> None:
    a = APPLICATIONS.c
    wanted = select(a.member_id, a.submitted_at).where(a.id == application_id, within_reach(actor))
    row = session.execute(wanted).one_or_none()
    if row is None:
        raise UnknownApplication
    if Role.OFFICER in actor.roles:
        if row.submitted_at is None:
            raise UnknownApplication
    elif row.member_id != actor.id:
        raise UnknownApplication
    elif row.submitted_at is None:
        raise NoThreadYet
